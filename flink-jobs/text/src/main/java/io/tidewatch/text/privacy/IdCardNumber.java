package io.tidewatch.text.privacy;

/**
 * Identity cards of mainland China: 17 digits with a possible birthday and the right check character (GB 11643), or the
 * fifteen digits of before 1999, which have no check character and are known by province and birthday.
 */
final class IdCardNumber implements NumberKind {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK = "10X98765432";
    private static final int MAX_GAP = 3;

    @Override
    public PersonalDataKind kind() {
        return PersonalDataKind.ID_CARD;
    }

    @Override
    public int end(DigitRun r) {
        if (r.count >= 17 && birthday(r.number(6, 10), r.number(10, 12), r.number(12, 14)) && r.value[0] > 0) {
            char check = checkCharacter(r);
            if (check == 'X') {
                int x = crossAfter(r.text, r.end(17));
                return x > 0 && (r.count == 17 || r.place[17] > x) ? x : 0;
            }
            return r.wholeAfter(18) && r.count >= 18 && r.value[17] == check - '0' ? r.end(18) : 0;
        }
        return old(r) ? r.end(15) : 0;
    }

    private static char checkCharacter(DigitRun r) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += r.value[i] * WEIGHTS[i];
        }
        return CHECK.charAt(sum % 11);
    }

    /** Place behind an X that stands at a place or a little later, or 0. */
    private static int crossAfter(FoldedText text, int at) {
        int i = at;
        while (i - at < MAX_GAP && text.at(i) != 0 && !Character.isLetterOrDigit(text.at(i)) && text.at(i) != '×') {
            i++;
        }
        boolean cross = text.low(i) == 'x' || text.at(i) == '×';
        return cross && !Glyphs.latin(text.at(i + 1)) && !Glyphs.digit(text.at(i + 1)) ? i + 1 : 0;
    }

    private static boolean birthday(int year, int month, int day) {
        return year >= 1800 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static boolean old(DigitRun r) {
        if (r.count < 15 || !r.wholeAfter(15)) {
            return false;
        }
        int cuts = r.cuts(0, 15);
        return (cuts & ~(1 << 6 | 1 << 12)) == 0
                && province(r.number(0, 2))
                && r.number(2, 4) > 0
                && birthday(1900 + r.number(6, 8), r.number(8, 10), r.number(10, 12))
                && r.number(12, 15) > 0;
    }

    private static boolean province(int code) {
        return (code >= 11 && code <= 15)
                || (code >= 21 && code <= 23)
                || (code >= 31 && code <= 37)
                || (code >= 41 && code <= 46)
                || (code >= 50 && code <= 54)
                || (code >= 61 && code <= 65)
                || code == 71
                || code == 81
                || code == 82;
    }
}
