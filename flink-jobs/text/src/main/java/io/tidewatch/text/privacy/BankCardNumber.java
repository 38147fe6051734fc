package io.tidewatch.text.privacy;

/** Bank cards: 13 to 19 digits that pass Luhn's sum (ISO/IEC 7812-1), with an issuer's first digits or a word before. */
final class BankCardNumber implements NumberKind {
    private static final int MAX_LENGTH = 19;
    private static final int MIN_LENGTH = 13;
    private static final int MIN_UNNAMED_LENGTH = 15;
    private static final String[] NAMED = {"卡号", "银行卡", "储蓄卡", "信用卡", "借记卡", "账号", "帐号", "账户", "行卡", "card", "account"};

    @Override
    public PersonalDataKind kind() {
        return PersonalDataKind.BANK_CARD;
    }

    @Override
    public int end(DigitRun r) {
        boolean known = issuer(r);
        boolean named = false;
        if (r.count >= MIN_LENGTH) {
            named = r.text.preceded(r.place[0], 8, NAMED);
        }
        if (!known && !named) {
            return 0;
        }
        for (int n = Math.min(MAX_LENGTH, r.count); n >= (named ? MIN_LENGTH : MIN_UNNAMED_LENGTH); n--) {
            if (r.wholeAfter(n) && luhn(r, n) && grouped(r, n) && !Context.isModel(r)) {
                return r.end(n);
            }
        }
        return 0;
    }

    private static boolean issuer(DigitRun r) {
        if (r.count < MIN_UNNAMED_LENGTH) {
            return false;
        }
        int two = r.number(0, 2);
        int four = r.number(0, 4);
        return r.value[0] == 4
                || two == 62
                || (two >= 51 && two <= 55)
                || (four >= 2221 && four <= 2720)
                || two == 60
                || two == 65
                || two == 34
                || two == 37
                || two == 35
                || two == 95
                || two == 68
                || two == 69;
    }

    /** One kind of gap, or those of print on a card; dates and times have their own. */
    private static boolean grouped(DigitRun r, int n) {
        int cuts = r.cuts(0, n);
        int fours = 1 << 4 | 1 << 8 | 1 << 12 | 1 << 16;
        if ((cuts & ~fours) == 0 || (cuts & ~(1 << 6)) == 0 || (cuts & ~(1 << 4 | 1 << 10)) == 0) {
            return true;
        }
        char gaps = r.gaps(0, n);
        return gaps != DigitRun.MIXED && gaps != ':' && gaps != ',';
    }

    private static boolean luhn(DigitRun r, int n) {
        int sum = 0;
        boolean all = true;
        for (int i = 0; i < n; i++) {
            int v = r.value[n - 1 - i];
            all &= v == r.value[0];
            if (i % 2 == 1) {
                v *= 2;
                v = v > 9 ? v - 9 : v;
            }
            sum += v;
        }
        return sum % 10 == 0 && !all;
    }
}
