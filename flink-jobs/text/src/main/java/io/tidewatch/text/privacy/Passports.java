package io.tidewatch.text.privacy;

import java.util.Set;

/**
 * Passports: E or G and eight digits, E, a letter and seven digits; behind a word for one or for a permit to travel (通行证), other
 * letters and up to nine digits, a letter and ten.
 */
final class Passports implements PersonalDataFinder {
    private static final String[] NAMED = {
        "护照", "通行证", "回乡证", "回乡卡", "台胞证", "台胞卡", "港澳证", "旅行证", "passport", "travel permit", "travel document"
    };
    private static final int REACH = 12;
    private static final int MAX_DIGITS = 10;

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.digits) {
            return;
        }
        for (int i = 0; i < text.length; i++) {
            char c = text.at(i);
            boolean starts = Glyphs.latin(c) || Glyphs.digit(c);
            if (!starts || Glyphs.latin(text.at(i - 1)) || Glyphs.digit(text.at(i - 1))) {
                continue;
            }
            int end = end(text, i);
            if (end > i) {
                text.take(i, end, PersonalDataKind.PASSPORT);
                kinds.add(PersonalDataKind.PASSPORT.wire());
                i = end - 1;
            }
        }
    }

    private static int end(FoldedText text, int at) {
        int i = at;
        while (i - at < 3 && Glyphs.latin(text.at(i))) {
            i++;
        }
        int letters = i - at;
        int digits = 0;
        StringBuilder number = new StringBuilder(MAX_DIGITS);
        while (digits < MAX_DIGITS) {
            int gap = 0;
            while (gap < 2 && digits + letters > 0 && gap(text.at(i + gap))) {
                gap++;
            }
            if (text.digit(i + gap) < 0) {
                break;
            }
            number.append(text.digit(i + gap));
            i += gap + 1;
            digits++;
        }
        if (Glyphs.latin(text.at(i)) || Glyphs.digit(text.at(i)) || digits < 6 || letters > 2) {
            return at;
        }
        char first = text.low(at);
        boolean known = letters == 1 && digits == 8 && (first == 'e' || first == 'g')
                || letters == 2 && digits == 7 && first == 'e';
        boolean alone =
                known && Glyphs.digit(text.at(i - 1)) && !Context.isModel(text, at) && !Context.isAmount(text, at, i);
        if (alone) {
            return i;
        }
        boolean possible = letters > 0 || digits < MAX_DIGITS && !Context.isDate(number.toString());
        return possible && text.preceded(at, REACH, NAMED) ? i : at;
    }

    private static boolean gap(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '·';
    }
}
