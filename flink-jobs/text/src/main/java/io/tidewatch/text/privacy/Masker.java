package io.tidewatch.text.privacy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replaces personal data by its kind in brackets: [手机号], [身份证], [地址] …; numbers of orders and parcels by a pseudonym,
 * {@code [order:0a1b2c3d]}. Finds them in any width and script of digits, with signs between and invisible characters
 * inside. Masking twice changes nothing more. Time is linear in the text. Thread-safe.
 */
public final class Masker {
    private static final String CUT = "...";

    private final List<PersonalDataFinder> finders;
    private final List<PersonalDataFinder> inLinks = List.of(new MailAddresses(), Numbers.ofPersons());
    private final ThreadLocal<FoldedText> texts = ThreadLocal.withInitial(FoldedText::new);
    private final ThreadLocal<CleanFields> fields = ThreadLocal.withInitial(CleanFields::new);

    /**
     * @param pseudonyms of order numbers
     * @param words what is a word is not taken for a name
     */
    public Masker(Pseudonyms pseudonyms, CommonWords words) {
        this.finders = List.of(
                new MailAddresses(),
                new ContactIds(),
                new IdentityDocuments(),
                new OrderNumbers(pseudonyms),
                new Passports(),
                new Plates(),
                Numbers.all(),
                new EnglishAddresses(),
                new ChineseAddresses(),
                new ChineseNames(words),
                new EnglishNames());
    }

    /** For what is shown to operators: without pseudonyms, and rather masks a word too many. */
    public static Masker withoutKey() {
        return new Masker(Pseudonyms.NONE, CommonWords.NONE);
    }

    /**
     * @param kinds takes the names of what was found: address, bank_card, email, id_card, landline, name, order,
     *     passport, phone, plate, qq, wechat
     */
    public String mask(String text, Set<String> kinds) {
        return mask(text, kinds, finders);
    }

    /** Masks a short field whose few values come again and again, such as a tier or a city; remembers those without any. */
    public String maskField(String field, Set<String> kinds) {
        CleanFields clean = fields.get();
        if (clean.has(field)) {
            return field;
        }
        String masked = mask(field, kinds);
        if (masked.equals(field)) {
            clean.add(field);
        }
        return masked;
    }

    /** Masks a web address: only what no number of a post or page is mistaken for, or links would lead nowhere. */
    public String maskLink(String url, Set<String> kinds) {
        return mask(url, kinds, inLinks);
    }

    private String mask(String text, Set<String> kinds, List<PersonalDataFinder> by) {
        if (text.isEmpty()) {
            return text;
        }
        FoldedText folded = texts.get();
        folded.read(text);
        for (PersonalDataFinder f : by) {
            f.find(folded, kinds);
        }
        return folded.masked();
    }

    /** Masks without reporting what was found. */
    public String mask(String text) {
        return mask(text, new TreeSet<>());
    }

    /** Masks a problem that quotes a value, perhaps cut: digits at the cut may be half of a number and go too. */
    public String maskQuote(String problem) {
        String masked = mask(problem);
        int cut = masked.indexOf(CUT);
        if (cut < 0) {
            return masked;
        }
        int from = cut;
        int digits = 0;
        while (from > 0
                && cut - from < DigitRun.MAX_LENGTH
                && !Glyphs.han(masked.charAt(from - 1))
                && masked.charAt(from - 1) != '\'') {
            from--;
            digits += Character.isDigit(masked.charAt(from)) ? 1 : 0;
        }
        return digits < 3 ? masked : masked.substring(0, from) + masked.substring(cut);
    }

    /** The text with a space where something was masked: a label is none of the customer's words. */
    public static String withoutLabels(String masked) {
        StringBuilder out = null;
        int copied = 0;
        int i = masked.indexOf('[');
        while (i >= 0) {
            int end = PersonalDataKind.labelEnd(masked, i);
            if (end > i) {
                out = out == null ? new StringBuilder(masked.length()) : out;
                out.append(masked, copied, i).append(' ');
                copied = end;
            }
            i = masked.indexOf('[', Math.max(end, i + 1));
        }
        return out == null
                ? masked
                : out.append(masked, copied, masked.length()).toString();
    }
}
