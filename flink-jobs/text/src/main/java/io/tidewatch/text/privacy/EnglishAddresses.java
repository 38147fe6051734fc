package io.tidewatch.text.privacy;

import java.util.Set;

/** Street addresses in English: 88 Jianguo Road, No. 5 Lane 12 Nanjing West Rd, 221B Baker Street, Apt 4. */
final class EnglishAddresses implements PersonalDataFinder {
    private static final Set<String> STREETS = Set.of(
            "road",
            "rd",
            "street",
            "st",
            "avenue",
            "ave",
            "lane",
            "ln",
            "drive",
            "dr",
            "boulevard",
            "blvd",
            "court",
            "ct",
            "place",
            "pl",
            "square",
            "sq",
            "terrace",
            "highway",
            "hwy",
            "parkway",
            "lu",
            "jie",
            "way",
            "crescent",
            "close");
    private static final Set<String> WEAK = Set.of(
            "drive", "dr", "court", "ct", "place", "pl", "square", "sq", "way", "close", "st", "highway", "lane",
            "terrace", "lu", "jie");
    private static final Set<String> ROOMS = Set.of(
            "apt",
            "apartment",
            "room",
            "rm",
            "suite",
            "ste",
            "unit",
            "flat",
            "floor",
            "building",
            "bldg",
            "block",
            "tower",
            "no");
    private static final Set<String> NO_NAME = Set.of(
            "star", "stars", "day", "days", "hour", "hours", "minutes", "times", "of", "the", "a", "an", "to", "in",
            "on", "weeks", "months", "years", "year", "month", "week", "items", "item", "more", "people", "percent",
            "out", "is", "was", "and", "or", "for", "per", "from");
    private static final int MAX_WORDS = 4;

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.latin || !text.digits) {
            return;
        }
        for (int i = 0; i < text.length; i++) {
            boolean starts = Glyphs.digit(text.at(i))
                    && !Glyphs.digit(text.at(i - 1))
                    && !Glyphs.latin(text.at(i - 1))
                    && text.at(i - 1) != '.'
                    && text.at(i - 1) != '$';
            int end = starts ? street(text, i) : 0;
            if (end > 0) {
                int start = rooms(text, i);
                end = behind(text, end);
                text.take(start, end, PersonalDataKind.ADDRESS);
                kinds.add(PersonalDataKind.ADDRESS.wire());
                i = end - 1;
            }
        }
    }

    /** Behind a number, one to four words and a word for a street; 0 when they do not stand there. */
    private static int street(FoldedText text, int at) {
        int i = at;
        while (i - at < 6 && Glyphs.digit(text.at(i))) {
            i++;
        }
        if (i - at > 5) {
            return 0;
        }
        i += Glyphs.latin(text.at(i)) && !Glyphs.latin(text.at(i + 1)) ? 1 : 0;
        boolean capitals = true;
        for (int words = 0; words <= MAX_WORDS; words++) {
            while (text.at(i) == ' ' || (text.at(i) == ',' && words == 0) || (text.at(i) == '.' && words > 0)) {
                i++;
            }
            int from = i;
            while (Glyphs.latin(text.at(i)) || text.at(i) == '\'') {
                i++;
            }
            if (i == from) {
                return 0;
            }
            String word = text.text(from, i).toLowerCase(java.util.Locale.ROOT);
            if (words > 0 && STREETS.contains(word) && (capitals || !WEAK.contains(word)) && !trip(text, i)) {
                return i + (text.at(i) == '.' && word.length() < 5 ? 1 : 0);
            }
            if (NO_NAME.contains(word)) {
                return 0;
            }
            capitals &= Character.isUpperCase(text.at(from));
        }
        return 0;
    }

    private static boolean trip(FoldedText text, int at) {
        return text.has(at, " trip") || text.has(at, " test") || text.has(at, " show") || text.has(at, " bike");
    }

    /** Rooms and buildings before the street: Room 501, Building 3, No. */
    private static int rooms(FoldedText text, int at) {
        int start = at;
        for (int n = 0; n < 4; n++) {
            int i = start;
            while (i > 0
                    && start - i < 3
                    && (text.at(i - 1) == ' '
                            || text.at(i - 1) == ','
                            || text.at(i - 1) == '.'
                            || text.at(i - 1) == '#')) {
                i--;
            }
            int number = i;
            while (i > 0
                    && number - i < 6
                    && (Glyphs.digit(text.at(i - 1))
                            || (Glyphs.latin(text.at(i - 1))
                                    && !Glyphs.latin(text.at(i - 2))
                                    && text.at(i - 2) != 0))) {
                i--;
            }
            int behindWord = i;
            while (i > 0 && behindWord - i < 2 && (text.at(i - 1) == ' ' || text.at(i - 1) == '.')) {
                i--;
            }
            int word = i;
            while (word > 0 && Glyphs.latin(text.at(word - 1))) {
                word--;
            }
            if (word == i || !ROOMS.contains(text.text(word, i).toLowerCase(java.util.Locale.ROOT))) {
                return start;
            }
            start = word;
        }
        return start;
    }

    private static int behind(FoldedText text, int at) {
        int end = at;
        for (int n = 0; n < 3; n++) {
            int i = end;
            while (i - end < 3 && (text.at(i) == ' ' || text.at(i) == ',' || text.at(i) == '#')) {
                i++;
            }
            int word = i;
            while (Glyphs.latin(text.at(i))) {
                i++;
            }
            boolean sign = i == word && text.at(word - 1) == '#';
            if (!sign && !ROOMS.contains(text.text(word, i).toLowerCase(java.util.Locale.ROOT))) {
                return end;
            }
            while (text.at(i) == ' ' || text.at(i) == '.' || text.at(i) == '#') {
                i++;
            }
            int number = i;
            while (i - number < 6 && (Glyphs.digit(text.at(i)) || Glyphs.latin(text.at(i)) || text.at(i) == '-')) {
                i++;
            }
            if (i == number) {
                return end;
            }
            end = i;
        }
        return end;
    }
}
