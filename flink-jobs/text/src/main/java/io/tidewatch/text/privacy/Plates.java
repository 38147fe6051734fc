package io.tidewatch.text.privacy;

import java.util.Set;

/** Number plates: province, letter, five characters, six on new-energy cars; with or without a dot or a space. */
final class Plates implements PersonalDataFinder {
    static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使";
    private static final String LAST = "警学港澳挂领试超";

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.han || !text.latin || !text.digits) {
            return;
        }
        for (int i = 0; i + 6 < text.length; i++) {
            if (!text.concerns(i, Triggers.PLATE)) {
                continue;
            }
            int end = end(text, i);
            if (end > i) {
                text.take(i, end, PersonalDataKind.PLATE);
                kinds.add(PersonalDataKind.PLATE.wire());
                i = end - 1;
            }
        }
    }

    private static int end(FoldedText text, int at) {
        int i = at + 1;
        if (parting(text.at(i))) {
            i++;
        }
        if (!Glyphs.latin(text.at(i))) {
            return at;
        }
        i++;
        int gap = 0;
        while (gap < 2 && parting(text.at(i))) {
            i++;
            gap++;
        }
        int n = 0;
        int digits = 0;
        while (n < 7) {
            char c = text.at(i);
            if (Glyphs.digit(c)) {
                digits++;
            } else if (!Glyphs.latin(c)) {
                boolean inside =
                        n > 0 && n < 6 && parting(c) && (Glyphs.digit(text.at(i + 1)) || Glyphs.latin(text.at(i + 1)));
                if (!inside) {
                    break;
                }
                i++;
                continue;
            }
            n++;
            i++;
        }
        if (n == 4 && text.at(i) != 0 && LAST.indexOf(text.at(i)) >= 0) {
            n++;
            i++;
        }
        boolean counted = n == 5 && digits == 5 && Context.isCounted(text, i) && gap == 0;
        return (n == 5 || n == 6) && digits >= 2 && !counted ? i : at;
    }

    private static boolean parting(char c) {
        return c == '·' || c == '.' || c == ' ' || c == '-' || c == '_' || c == '*' || c == Glyphs.SYMBOL;
    }
}
