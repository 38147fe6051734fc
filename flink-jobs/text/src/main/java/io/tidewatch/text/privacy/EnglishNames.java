package io.tidewatch.text.privacy;

import java.util.Set;

/** Names of persons in English texts: my name is …, Mr …, I am John Smith, and under a letter. */
final class EnglishNames implements PersonalDataFinder {
    /** Behind these the next word is a name, whatever its case. */
    private static final String[] NAMED = {
        "my name is", "my name's", "my full name is", "name is", "call me", "i am called"
    };
    /** Behind these a name stands when it is written with a capital. */
    private static final String[] LABELS = {
        "name:",
        "recipient",
        "consignee",
        "cardholder",
        "passenger",
        "contact person",
        "contact:",
        "account holder",
        "signed by"
    };

    private static final String[] FORMS = {"mr", "mrs", "ms", "miss", "mister", "madam", "dr"};
    private static final String[] CLOSINGS = {
        "regards", "sincerely", "yours truly", "yours faithfully", "best wishes", "cheers"
    };
    private static final String[] AM = {"i am", "i'm", "i’m", "this is", "it's", "dear", "hi, i'm"};
    private static final Set<String> NO_NAME = Set.of(
            "a",
            "an",
            "the",
            "and",
            "or",
            "but",
            "i",
            "my",
            "me",
            "we",
            "you",
            "your",
            "he",
            "she",
            "it",
            "they",
            "not",
            "very",
            "so",
            "too",
            "from",
            "in",
            "on",
            "at",
            "to",
            "of",
            "for",
            "with",
            "is",
            "was",
            "are",
            "am",
            "be",
            "been",
            "has",
            "have",
            "had",
            "will",
            "would",
            "this",
            "that",
            "these",
            "those",
            "no",
            "yes",
            "please",
            "thanks",
            "thank",
            "sir",
            "madam",
            "customer",
            "customers",
            "service",
            "support",
            "team",
            "all",
            "everyone",
            "friend",
            "friends",
            "seller",
            "sellers",
            "amazon",
            "apple",
            "android",
            "iphone",
            "prime",
            "member",
            "vip",
            "gold",
            "silver",
            "new",
            "old",
            "happy",
            "angry",
            "sorry",
            "sure",
            "just",
            "still",
            "really",
            "also",
            "here",
            "there",
            "now",
            "again",
            "never",
            "always",
            "because",
            "when",
            "since",
            "who",
            "what",
            "why",
            "how",
            "can",
            "cannot",
            "could",
            "should",
            "ordered",
            "bought",
            "got",
            "need",
            "want",
            "waiting",
            "calling",
            "writing",
            "ever",
            "nothing",
            "absolutely",
            "totally",
            "completely",
            "china",
            "chinese",
            "american",
            "british",
            "english",
            "australia",
            "canadian",
            "beijing",
            "shanghai",
            "hong",
            "good",
            "bad",
            "great",
            "terrible",
            "worst",
            "best",
            "first",
            "second",
            "one",
            "store",
            "shop",
            "product",
            "order",
            "app",
            "phone",
            "email",
            "address",
            "number",
            "required",
            "wrong",
            "missing",
            "spelled",
            "changed",
            "back",
            "up",
            "brand",
            "only",
            "extremely",
            "disappointed",
            "using",
            "writes",
            "name",
            "sir/madam",
            "editor",
            "manager");
    private static final int MAX_WORDS = 3;

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.latin) {
            return;
        }
        boolean any = false;
        for (int i = 0; i < text.length; i++) {
            if (!Glyphs.latin(text.at(i)) || Glyphs.latin(text.at(i - 1)) || text.at(i - 1) == '\'') {
                continue;
            }
            switch (text.low(i)) {
                case 'n':
                case 'm':
                case 'c':
                case 'r':
                case 's':
                case 'd':
                case 'i':
                case 't':
                case 'y':
                case 'b':
                case 'p':
                case 'a':
                    any |= at(text, i);
                    break;
                default:
                    break;
            }
        }
        if (any) {
            kinds.add(PersonalDataKind.NAME.wire());
        }
    }

    private static boolean at(FoldedText text, int i) {
        int word = word(text, i, NAMED);
        if (word > 0) {
            return take(text, connected(text, i + word), 1, false);
        }
        word = word(text, i, LABELS);
        if (word > 0) {
            boolean product = text.preceded(i, 1, "product", "brand", "store", "shop", "user", "file", "model");
            return !product && take(text, connected(text, i + word), 1, true);
        }
        word = word(text, i, FORMS);
        if (word > 0 && !text.preceded(i, 1, "i", "you", "we", "will", "really", "they")) {
            int at = i + word;
            at += text.at(at) == '.' ? 1 : 0;
            return (text.at(at) == ' ' || text.at(at - 1) == '.')
                    && Character.isUpperCase(text.at(i))
                    && take(text, text.at(at) == ' ' ? at + 1 : at, 1, true);
        }
        word = word(text, i, CLOSINGS);
        if (word > 0) {
            return closing(text, i + word);
        }
        word = word(text, i, AM);
        return word > 0 && text.at(i + word) == ' ' && take(text, i + word + 1, 2, true);
    }

    private static int word(FoldedText text, int i, String[] words) {
        int longest = 0;
        for (String w : words) {
            if (w.length() > longest && text.has(i, w)) {
                boolean whole = !Glyphs.latin(text.at(i + w.length())) || !Glyphs.latin(w.charAt(w.length() - 1));
                longest = whole ? w.length() : longest;
            }
        }
        return longest;
    }

    private static int connected(FoldedText text, int at) {
        int i = at;
        while (i - at < 5 && (text.at(i) == ' ' || text.at(i) == ':' || text.at(i) == '=' || text.at(i) == '"')) {
            i++;
        }
        return text.has(i, "is ") ? i + 3 : i;
    }

    /** Under a letter the name stands on its own to the end of its line. */
    private static boolean closing(FoldedText text, int at) {
        int i = at;
        int signs = 0;
        while (signs < 4 && (text.at(i) == ',' || text.at(i) == ' ' || text.at(i) == '\n' || text.at(i) == '.')) {
            i++;
            signs++;
        }
        if (signs == 0) {
            return false;
        }
        int end = end(text, i, 1, true);
        return end(text, i, 2, true) > i
                ? take(text, i, 2, true)
                : end > i && !Glyphs.latin(text.at(end + 1)) && take(text, i, 1, true);
    }

    private static boolean take(FoldedText text, int at, int least, boolean capital) {
        int end = end(text, at, least, capital);
        if (end == at) {
            return false;
        }
        text.take(at, end, PersonalDataKind.NAME);
        return true;
    }

    /**
     * Behind the name at a place.
     *
     * @param least fewest words
     * @param capital whether each word must start with a capital and go on without
     */
    private static int end(FoldedText text, int at, int least, boolean capital) {
        int words = 0;
        int end = at;
        int i = at;
        boolean first = true;
        boolean capitals = capital;
        while (words < MAX_WORDS) {
            int from = i;
            while (Glyphs.latin(text.at(i))
                    || (i > from && (text.at(i) == '\'' || text.at(i) == '-') && Glyphs.latin(text.at(i + 1)))) {
                i++;
            }
            int n = i - from;
            boolean initial = n == 1 && !first && Character.isUpperCase(text.at(from));
            boolean upper = n > 1 && Character.isUpperCase(text.at(from));
            boolean mixed = upper && Character.isLowerCase(text.at(from + n - 1));
            if (n == 0
                    || (n < 2 && !initial)
                    || NO_NAME.contains(text.text(from, i).toLowerCase(java.util.Locale.ROOT))) {
                break;
            }
            if (capitals && !mixed && !initial && !(upper && words > 0)) {
                break;
            }
            if (!first && !capitals && words >= 2) {
                break;
            }
            capitals |= first && upper && mixed;
            words++;
            first = false;
            end = i;
            if (initial && text.at(i) == '.') {
                end = ++i;
            }
            if (text.at(i) != ' ') {
                break;
            }
            i++;
        }
        return words >= least ? end : at;
    }
}
