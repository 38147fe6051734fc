package io.tidewatch.text.sentiment;

import io.tidewatch.feedback.Label;
import io.tidewatch.hash.StableHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Labelled texts of several files, parted by the hash of the normalised text: a text never stands on both sides, from
 * whatever files it comes. Normalised is: letters and digits alone, lower case, half width; the text itself when there are
 * none. Held out is a text whose SHA-256, read as a whole number, leaves the number of the fifth when divided by 5.
 */
public final class Corpus {
    /** Fifths that can be held out, numbered from 0. */
    public static final int PARTS = 5;

    /** Texts that begin or end with the same letters, so many, are near copies. */
    private static final int SAME_LETTERS = 40;

    /** One order for the same texts, whatever files they stand in. */
    static final Comparator<LabelledText> FIXED_ORDER = Comparator.comparing(LabelledText::text)
            .thenComparing(LabelledText::domain)
            .thenComparing(LabelledText::label)
            .thenComparing(LabelledText::threeClass);

    private final List<LabelledText> heldOut = new ArrayList<>();
    private final List<LabelledText> rest = new ArrayList<>();
    private final List<LabelledText> all;

    /** Holds out fifth 0, the one that figures are reported of. */
    public Corpus(List<LabelledText> texts) {
        this(texts, 0);
    }

    /**
     * @param fifth to hold out, 0–4
     * @throws IllegalArgumentException for any other number
     */
    public Corpus(List<LabelledText> texts, int fifth) {
        if (fifth < 0 || fifth >= PARTS) {
            throw new IllegalArgumentException("fifth: " + fifth + ", expected 0–" + (PARTS - 1));
        }
        all = List.copyOf(texts);
        Set<String> seen = new HashSet<>();
        for (LabelledText t : texts) {
            String normalised = normalise(t.text());
            if (seen.add(t.file() + "\n" + t.label() + "\n" + normalised)) {
                (fifth(normalised) == fifth ? heldOut : rest).add(t);
            }
        }
    }

    /** The fifth that is held out, row by row; a text that stands in two files stands here twice. */
    public List<LabelledText> heldOut() {
        return List.copyOf(heldOut);
    }

    /** What may be learnt from when the held-out texts are to stay unknown: distinct, without near copies of those. */
    public List<LabelledText> training() {
        Set<String> known = ends(heldOut);
        return distinct(rest, n -> known.contains(head(n)) || known.contains(tail(n)));
    }

    /** As {@link #training}, without a domain and without near copies of its texts. */
    public List<LabelledText> trainingWithout(String domain) {
        List<LabelledText> unknown = new ArrayList<>(heldOut);
        List<LabelledText> others = new ArrayList<>();
        for (LabelledText t : all) {
            if (sameTrade(t.domain(), domain)) {
                unknown.add(t);
            }
        }
        for (LabelledText t : rest) {
            if (!sameTrade(t.domain(), domain)) {
                others.add(t);
            }
        }
        Set<String> known = ends(unknown);
        return distinct(others, n -> known.contains(head(n)) || known.contains(tail(n)));
    }

    /** Every text once, the held-out ones too: for the model that is shipped. */
    public List<LabelledText> everything() {
        return distinct(all, n -> false);
    }

    /** One of each text, in one order whatever the files'; none at all of a text that has two labels. */
    private static List<LabelledText> distinct(List<LabelledText> unsorted, Predicate<String> unwanted) {
        List<LabelledText> texts = new ArrayList<>(unsorted);
        texts.sort(FIXED_ORDER);
        Map<String, Label> labels = new HashMap<>();
        Set<String> contradicted = new HashSet<>();
        for (LabelledText t : texts) {
            String n = normalise(t.text());
            Label before = labels.putIfAbsent(n, t.label());
            if (before != null && before != t.label()) {
                contradicted.add(n);
            }
        }
        Set<String> taken = new HashSet<>();
        List<LabelledText> out = new ArrayList<>();
        for (LabelledText t : texts) {
            String n = normalise(t.text());
            if (!contradicted.contains(n) && !unwanted.test(n) && taken.add(n)) {
                out.add(t);
            }
        }
        return out;
    }

    private static boolean sameTrade(String a, String b) {
        return trade(a).equals(trade(b));
    }

    /** Names that differ only in digits at the end are one trade. */
    static String trade(String domain) {
        return domain.replaceFirst("[0-9]+$", "");
    }

    static String normalise(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char half = c >= 0xFF01 && c <= 0xFF5E ? (char) (c - 0xFEE0) : c;
            if (Character.isLetterOrDigit(half)) {
                out.append(Character.toLowerCase(half));
            }
        }
        return out.length() == 0 ? text : out.toString();
    }

    static int fifth(String normalised) {
        int remainder = 0;
        for (byte b : StableHash.sha256(normalised)) {
            remainder = (remainder * 256 + (b & 0xFF)) % PARTS;
        }
        return remainder;
    }

    private static Set<String> ends(List<LabelledText> texts) {
        Set<String> out = new HashSet<>();
        for (LabelledText t : texts) {
            String n = normalise(t.text());
            out.add(head(n));
            out.add(tail(n));
        }
        return out;
    }

    private static String head(String n) {
        return n.length() < SAME_LETTERS ? "=" + n : "<" + n.substring(0, SAME_LETTERS);
    }

    private static String tail(String n) {
        return n.length() < SAME_LETTERS ? "=" + n : ">" + n.substring(n.length() - SAME_LETTERS);
    }
}
