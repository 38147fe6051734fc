package io.tidewatch.text.privacy;

import java.util.Set;

/**
 * Numbers behind a word for an identity card, a residence permit or a driving licence, in the forms of those: 15 or 18 digits
 * whatever their check character, one or two letters and six to ten digits with a check character in brackets, three letters and
 * twelve digits. Without such a word only {@link IdCardNumber} knows one.
 */
final class IdentityDocuments implements PersonalDataFinder {
    private static final String[] NAMED = {
        "身份证",
        "身分证",
        "居住证",
        "居留证",
        "居留许可",
        "永居证",
        "永居卡",
        "驾驶证",
        "驾照",
        "identity card",
        "id card",
        "residence permit",
        "resident permit",
        "residence card",
        "driving licence",
        "driver's license",
        "drivers license"
    };
    /** 证件号是：, no. and such may stand between. */
    private static final int REACH = 6;

    private static final int MAX_LETTERS = 3;
    private static final int MAX_DIGITS = 18;
    private static final int MAX_GAP = 2;

    @Override
    public void find(FoldedText text, Set<String> kinds) {
        if (!text.digits) {
            return;
        }
        for (int i = 0; i < text.length; i++) {
            boolean starts = Glyphs.latin(text.at(i)) || Glyphs.digit(text.at(i));
            if (!starts || Glyphs.latin(text.at(i - 1)) || Glyphs.digit(text.at(i - 1))) {
                continue;
            }
            int end = end(text, i);
            if (end > i) {
                text.take(i, end, PersonalDataKind.ID_CARD);
                kinds.add(PersonalDataKind.ID_CARD.wire());
                i = end - 1;
            }
        }
    }

    private static int end(FoldedText text, int at) {
        int i = at;
        while (i - at <= MAX_LETTERS && Glyphs.latin(text.at(i))) {
            i++;
        }
        int letters = i - at;
        int digits = 0;
        while (digits < MAX_DIGITS) {
            int gap = 0;
            while (gap < MAX_GAP && digits + letters > 0 && isGap(text.at(i + gap))) {
                gap++;
            }
            if (text.digit(i + gap) < 0) {
                break;
            }
            i += gap + 1;
            digits++;
        }
        boolean cross = letters == 0 && digits == MAX_DIGITS - 1 && text.low(i) == 'x';
        i += cross ? 1 : 0;
        boolean possible = switch (letters) {
            case 0 -> cross || digits == 15 || digits == MAX_DIGITS;
            case 1, 2 -> digits >= 6 && digits <= 10;
            case MAX_LETTERS -> digits == 12;
            default -> false;
        };
        if (!possible || Glyphs.latin(text.at(i)) || Glyphs.digit(text.at(i)) || !text.preceded(at, REACH, NAMED)) {
            return at;
        }
        return checked(text, i);
    }

    /** Place behind the check character that Hong Kong and Macao write in brackets, where one follows. */
    private static int checked(FoldedText text, int at) {
        char open = text.at(at);
        boolean one = (open == '(' || open == '（') && (text.digit(at + 1) >= 0 || text.low(at + 1) == 'a');
        return one && (text.at(at + 2) == ')' || text.at(at + 2) == '）') ? at + 3 : at;
    }

    private static boolean isGap(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '·';
    }
}
