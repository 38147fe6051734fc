package io.tidewatch.text.privacy;

/**
 * Fixed lines: an area code with its 0 and seven or eight digits, 400 and 800 numbers, and numbers without an area code
 * behind a word that says so. Short public numbers (110, 12315, 95588) are none.
 */
final class LandlineNumber implements NumberKind {
    private static final String[] NAMED = {"座机", "固话", "固定电话", "电话", "致电", "传真", "tel", "telephone", "landline", "fax"};
    private static final String[] CALL = {"call", "phone", "cell", "tel", "number is", "reach me", "contact"};
    private static final int MAX_GAP = 6;

    @Override
    public PersonalDataKind kind() {
        return PersonalDataKind.LANDLINE;
    }

    @Override
    public int end(DigitRun r) {
        int n = withArea(r);
        if (n == 0) {
            n = abroad(r);
        }
        if (n == 0) {
            n = free(r);
        }
        if (n == 0) {
            n = american(r);
        }
        if (n == 0) {
            n = local(r);
        }
        if (n == 0 || Context.isModel(r) || Context.isAmount(r.text, r.place[0], r.end(n))) {
            return 0;
        }
        return extension(r.text, r.end(n));
    }

    @Override
    public int start(DigitRun r) {
        int at = Context.countryCode(r.text, r.place[0]);
        boolean bracket = at == r.place[0] && r.text.at(at - 1) == '(' && r.count > 4;
        return bracket && closes(r.text, at) ? at - 1 : at;
    }

    private static boolean closes(FoldedText text, int at) {
        for (int i = at; i < at + 5; i++) {
            if (text.at(i) == ')') {
                return true;
            }
        }
        return false;
    }

    private static int withArea(DigitRun r) {
        if (r.count < 10 || r.value[0] != 0) {
            return 0;
        }
        return lineAfter(r, 1);
    }

    /** 86 and an area code without its 0. */
    private static int abroad(DigitRun r) {
        boolean code = r.count >= 11
                && r.number(0, 2) == 86
                && (r.gap[2] != DigitRun.GLUED || r.text.at(r.place[0] - 1) == '+');
        return code ? lineAfter(r, r.value[2] == 0 ? 3 : 2) : 0;
    }

    /** @param at digits before the area code without its 0 */
    private static int lineAfter(DigitRun r, int at) {
        int first = r.value[at];
        boolean big = first == 1 && r.value[at + 1] == 0 || first == 2;
        if (!big && first < 3) {
            return 0;
        }
        int area = at + (big ? 2 : 3);
        for (int n = area + 8; n >= area + (big ? 8 : 7); n--) {
            if (r.count >= n && r.wholeAfter(n) && line(r, area, n) && !clock(r, n)) {
                return n;
            }
        }
        return 0;
    }

    private static boolean line(DigitRun r, int area, int n) {
        int first = r.value[area];
        int allowed = 1 << area | 1 << area + 3 | 1 << area + 4 | 1 << 1 | 1 << 2 | 1 << 3;
        int cuts = r.cuts(0, n);
        boolean spread = Integer.bitCount(cuts) > MAX_GAP;
        return first >= 2 && first <= 8 && ((cuts & ~allowed) == 0 || spread || r.gaps(0, n) == DigitRun.SCRIPT);
    }

    private static boolean clock(DigitRun r, int n) {
        for (int i = 1; i < n; i++) {
            if (r.gap[i] == ':') {
                return true;
            }
        }
        return false;
    }

    private static int free(DigitRun r) {
        if (r.count < 10 || !r.wholeAfter(10) || (r.number(0, 3) != 400 && r.number(0, 3) != 800)) {
            return 0;
        }
        int cuts = r.cuts(0, 10);
        int allowed = 1 << 3 | 1 << 4 | 1 << 6 | 1 << 7;
        return (cuts & ~allowed) == 0 && r.gaps(0, 10) != ':' && r.gaps(0, 10) != ',' ? 10 : 0;
    }

    /** (555) 123-4567, and 555-123-4567 behind a word that says so. */
    private static int american(DigitRun r) {
        boolean form = r.count >= 10 && r.wholeAfter(10) && r.cuts(0, 10) == (1 << 3 | 1 << 6) && r.value[0] > 1;
        boolean bracket = form && r.text.at(r.place[0] - 1) == '(' && r.text.at(r.end(3)) == ')';
        return bracket || (form && r.text.preceded(r.place[0], 5, CALL)) ? 10 : 0;
    }

    private static int local(DigitRun r) {
        int n = r.count >= 8 && r.wholeAfter(8) ? 8 : r.count >= 7 && r.wholeAfter(7) ? 7 : 0;
        if (n == 0 || r.value[0] < 2 || r.value[0] > 8) {
            return 0;
        }
        int cuts = r.cuts(0, n);
        if ((cuts & ~(1 << 3 | 1 << 4)) != 0 || r.gaps(0, n) == ':' || r.gaps(0, n) == '/') {
            return 0;
        }
        if (n == 8 && Context.isDate(r.text.text(r.place[0], r.place[0] + 8).replaceAll("\\D", "0"))) {
            return 0;
        }
        return r.text.preceded(r.place[0], 3, NAMED) && !Context.isCounted(r.text, r.end(n)) ? n : 0;
    }

    /** 转801, -801, ext. 801. */
    private static int extension(FoldedText text, int end) {
        int i = end;
        if (text.at(i) == ' ') {
            i++;
        }
        int word = text.at(i) == '转' ? 1 : text.has(i, "ext.") ? 4 : text.has(i, "ext") ? 3 : text.at(i) == '-' ? 1 : 0;
        if (word == 0) {
            return end;
        }
        boolean dash = text.at(i) == '-';
        i += word;
        if (text.at(i) == ' ') {
            i++;
        }
        int from = i;
        while (i - from < 6 && Glyphs.digit(text.at(i))) {
            i++;
        }
        int n = i - from;
        return n >= (dash ? 3 : 1) && n <= (dash ? 4 : 6) ? i : end;
    }
}
