package io.tidewatch.local.sample;

import java.util.SplittableRandom;

/** Invented personal data with valid check digits, for the masking to find. */
final class PersonalData {
    private static final int[] ID_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String ID_CHECKS = "10X98765432";
    private static final String[] MOBILE_PREFIXES = {
        "134", "135", "138", "139", "150", "158", "177", "186", "188", "199"
    };
    private static final String[] CARD_PREFIXES = {"622202", "621700", "622848", "621661"};
    private static final String[] MAIL_NAMES = {"lily", "wangw", "chenmm", "leo", "sunny", "xiaoyu", "tony", "fan.li"};

    private PersonalData() {}

    static String mobile(SplittableRandom r) {
        String prefix = MOBILE_PREFIXES[r.nextInt(MOBILE_PREFIXES.length)];
        String middle = digits(r, 4);
        String last = digits(r, 4);
        int style = r.nextInt(10);
        if (style == 0) {
            return prefix + " " + middle + " " + last;
        }
        return style == 1 ? prefix + "-" + middle + "-" + last : prefix + middle + last;
    }

    /** County 99 of the first city does not exist, so the card belongs to nobody. */
    static String idCard(SplittableRandom r, SampleRegion region) {
        StringBuilder b = new StringBuilder(18).append(region.idPrefix()).append("0199");
        b.append(r.nextInt(1955, 2006));
        b.append(twoDigits(r.nextInt(1, 13))).append(twoDigits(r.nextInt(1, 29)));
        b.append(digits(r, 3));
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (b.charAt(i) - '0') * ID_WEIGHTS[i];
        }
        return b.append(ID_CHECKS.charAt(sum % 11)).toString();
    }

    static String card(SplittableRandom r) {
        String body = CARD_PREFIXES[r.nextInt(CARD_PREFIXES.length)] + digits(r, 12);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int d = body.charAt(body.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? d * 2 : d;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return body + (10 - sum % 10) % 10;
    }

    static String mail(SplittableRandom r) {
        return MAIL_NAMES[r.nextInt(MAIL_NAMES.length)]
                + r.nextInt(10, 9999)
                + (r.nextBoolean() ? "@example.com" : "@mail.example.cn");
    }

    private static String digits(SplittableRandom r, int n) {
        StringBuilder b = new StringBuilder(n);
        for (int i = 0; i < n; i++) {
            b.append((char) ('0' + r.nextInt(10)));
        }
        // 315 is the day of consumer rights, a word of the taxonomy.
        return b.toString().replace("315", "318");
    }

    private static String twoDigits(int n) {
        return n < 10 ? "0" + n : Integer.toString(n);
    }
}
