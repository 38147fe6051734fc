package io.tidewatch.text.privacy;

/** Mobile numbers of mainland China: 1, then 3 to 9, then nine digits; with or without 86, 0086 or a 0 before. */
final class MobileNumber implements NumberKind {
    private static final int DIGITS = 11;

    /** How people part the eleven digits, whatever they put between: places of the gaps. */
    private static final int[] DEFAULT = {
        cuts(3, 7),
        cuts(4, 8),
        cuts(4, 7),
        cuts(3, 6, 9),
        cuts(3, 6, 8),
        cuts(3, 5, 7, 9),
        cuts(1, 4, 8),
        cuts(1, 4, 7),
        cuts(5, 8),
        cuts(2, 5, 8),
        cuts(5),
        cuts(6)
    };

    private static int cuts(int... places) {
        int mask = 0;
        for (int p : places) {
            mask |= 1 << p;
        }
        return mask;
    }

    @Override
    public PersonalDataKind kind() {
        return PersonalDataKind.PHONE;
    }

    @Override
    public int end(DigitRun run) {
        int abroad = abroad(run);
        if (abroad > 0) {
            return abroad;
        }
        int skip = prefix(run);
        int digits = mobile(run, skip) ? skip + DIGITS : skip > 0 && mobile(run, 0) ? DIGITS : 0;
        return digits == 0 || amount(run, digits) || Context.isModel(run) ? 0 : run.end(digits);
    }

    @Override
    public int start(DigitRun run) {
        return Context.countryCode(run.text, run.place[0]);
    }

    /** A plus sign and eight to fifteen digits (E.164) are a number of some country. */
    private static int abroad(DigitRun r) {
        if (r.count < 8 || r.text.at(r.place[0] - 1) != '+' || Glyphs.digit(r.text.at(r.place[0] - 2)) || zone(r)) {
            return 0;
        }
        for (int n = Math.min(15, r.count); n >= 8; n--) {
            char gaps = r.gaps(0, n);
            boolean one = gaps != DigitRun.MIXED || Integer.bitCount(r.cuts(0, n)) <= 4;
            if (r.wholeAfter(n) && one && gaps != ':' && gaps != ',' && !amount(r, n)) {
                return r.end(n);
            }
        }
        return 0;
    }

    /** +0800 2026: the offset of a time and its year. */
    private static boolean zone(DigitRun r) {
        return r.cuts(0, 8) == 1 << 4
                && r.wholeAfter(8)
                && r.number(0, 2) <= 14
                && r.number(2, 4) < 60
                && r.number(2, 4) % 15 == 0
                && r.number(4, 8) >= 1900
                && r.number(4, 8) < 2100;
    }

    private static int prefix(DigitRun r) {
        if (r.count >= 13 && r.number(0, 2) == 86) {
            return 2;
        }
        if (r.count >= 15 && r.number(0, 4) == 86) {
            return 4;
        }
        return r.count >= 12 && r.value[0] == 0 && r.value[1] == 1 ? 1 : 0;
    }

    private static boolean mobile(DigitRun r, int from) {
        if (r.count < from + DIGITS || r.value[from] != 1 || r.value[from + 1] < 3 || !r.wholeAfter(from + DIGITS)) {
            return false;
        }
        int cuts = r.cuts(from, DIGITS);
        if (cuts == 0) {
            return true;
        }
        char gaps = r.gaps(from, DIGITS);
        if (clock(r, from)) {
            return (cuts & ~cuts(3, 7)) == 0;
        }
        if (gaps == '.' && machine(r, from)) {
            return false;
        }
        for (int usual : DEFAULT) {
            if ((cuts & ~usual) == 0) {
                return true;
            }
        }
        int groups = Integer.bitCount(cuts) + 1;
        if (groups >= 6) {
            return true;
        }
        if (gaps == DigitRun.MIXED || date(r, from)) {
            return gaps == DigitRun.MIXED && groups == 5 && !date(r, from);
        }
        // Four numbers parted by stars or commas are measures or prices.
        return gaps == DigitRun.SCRIPT || gaps == ' ' || gaps == '-' || (groups != 4 && gaps != '*' && gaps != ',');
    }

    /** Four numbers below 256 parted by dots are an address of a machine. */
    private static boolean machine(DigitRun r, int from) {
        int groups = 0;
        int at = from;
        while (at < from + DIGITS) {
            int end = at + 1;
            while (end < from + DIGITS && r.gap[end] == DigitRun.GLUED) {
                end++;
            }
            if (end - at > 3 || r.number(at, end) > 255) {
                return false;
            }
            groups++;
            at = end;
        }
        return groups == 4;
    }

    private static boolean clock(DigitRun r, int from) {
        for (int k = 1; k < DIGITS; k++) {
            if (r.gap[from + k] == ':') {
                return true;
            }
        }
        return false;
    }

    private static boolean date(DigitRun r, int from) {
        return r.gap[from + 4] != DigitRun.GLUED
                && (r.gap[from + 6] != DigitRun.GLUED || r.gap[from + 5] != 0)
                && r.number(from, from + 4) >= 1900
                && r.cuts(from, 4) == 0;
    }

    /** Eleven digits can be an amount. */
    private static boolean amount(DigitRun r, int digits) {
        if (r.cuts(0, digits) != 0) {
            return false;
        }
        return Context.isAmount(r.text, r.place[0], r.end(digits));
    }
}
