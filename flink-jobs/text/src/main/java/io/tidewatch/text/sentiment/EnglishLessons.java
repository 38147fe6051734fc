package io.tidewatch.text.sentiment;

import io.tidewatch.feedback.Label;
import io.tidewatch.hash.StableHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sentences of our own that the English model learns from beside reviews, since reviews hold few questions, few thanks and few
 * complaints without a word of feeling: patterns of {@code english-lessons.txt}, a few sentences made of each. {@code (a|b)} is
 * either, {@code {name}} one of the words that the line {@code name = a | b} gives; a pattern of a name alone is all of them.
 */
public final class EnglishLessons {
    /** What stands for the file of these sentences. */
    public static final String FILE = "lessons";

    /** Sentences made of one pattern, at most. */
    private static final int PER_PATTERN = 12;

    private static final List<String> BETWEEN = List.of(". ", ". ", ", ", "! ", " - ", " ");
    private static final List<String> BUT = List.of(" but ", ", but ", ". However, ", ". But ");
    private static final int LONGEST_THANKS = 26;
    private static final int DEEPEST = 8;

    private final Map<String, List<String>> words = new HashMap<>();
    private final List<String> closings = new ArrayList<>();
    private final List<LabelledText> texts = new ArrayList<>();

    private EnglishLessons() {}

    /** The sentences of this program, in the order of their patterns; the domain is that of the pattern's part. */
    public static List<LabelledText> packaged() {
        try (InputStream in = EnglishLessons.class.getResourceAsStream("english-lessons.txt")) {
            if (in == null) {
                throw new IllegalStateException("resource missing: english-lessons.txt");
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException naming the line that is no section, no list of words and no pattern */
    static List<LabelledText> read(String file) {
        EnglishLessons lessons = new EnglishLessons();
        Label label = null;
        boolean closing = false;
        int number = 0;
        for (String line : file.split("\n")) {
            number++;
            String l = line.strip();
            if (l.isEmpty() || l.startsWith("# ")) {
                continue;
            }
            int equals = l.indexOf(" = ");
            try {
                if (l.equals("[closing]")) {
                    closing = true;
                } else if (closing) {
                    lessons.closings.add(l);
                } else if (l.startsWith("[") && l.endsWith("]")) {
                    label = Label.valueOf(l.substring(1, l.length() - 1).toUpperCase(Locale.ROOT));
                } else if (label == null && equals > 0) {
                    lessons.words.put(
                            l.substring(0, equals),
                            List.of(l.substring(equals + 3).split(" \\| ")));
                } else if (label != null) {
                    lessons.make(l, label);
                } else {
                    throw new IllegalArgumentException("expected [negative], [neutral] or [positive] before it");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "english-lessons.txt line " + number + ": '" + l + "', " + e.getMessage(), e);
            }
        }
        lessons.join();
        return List.copyOf(lessons.texts);
    }

    /** Makes longer texts, one of each sentence and another: an opinion beside a statement stays one, blame after praise is blame. */
    private void join() {
        Map<String, List<LabelledText>> byDomain = new TreeMap<>();
        texts.forEach(t ->
                byDomain.computeIfAbsent(t.domain(), d -> new ArrayList<>()).add(t));
        for (LabelledText a : List.copyOf(texts)) {
            List<LabelledText> others = byDomain.getOrDefault(a.domain(), List.of());
            Choices choices = new Choices(a.text(), 0);
            LabelledText b = others.get(choices.next(others.size()));
            boolean turned = a.label() == Label.POSITIVE && b.label() == Label.NEGATIVE;
            boolean polite = b.label() == Label.POSITIVE && a.label() != Label.POSITIVE && isPolite(b.text());
            if (a.label() != Label.POSITIVE && !closings.isEmpty() && (polite || choices.next(3) == 0)) {
                String closing = closings.get(choices.next(closings.size()));
                texts.add(new LabelledText(
                        FILE, a.domain(), a.text() + between(a.text(), choices) + closing, a.label(), true));
            }
            if (a.label() == Label.NEGATIVE && b.label() == Label.POSITIVE || polite || a.equals(b)) {
                continue;
            }
            Label label = turned || a.label() == Label.NEUTRAL ? b.label() : a.label();
            String between = turned ? BUT.get(choices.next(BUT.size())) : between(a.text(), choices);
            texts.add(new LabelledText(FILE, a.domain(), a.text() + between + b.text(), label, true));
        }
    }

    /** True when a text only thanks. */
    private static boolean isPolite(String text) {
        return text.length() <= LONGEST_THANKS && (text.contains("thank") || text.contains("thx"));
    }

    private static String between(String text, Choices choices) {
        char last = text.charAt(text.length() - 1);
        return last == '?' || last == '!' || last == '.' ? " " : BETWEEN.get(choices.next(BETWEEN.size()));
    }

    private void make(String pattern, Label label) {
        String domain = FILE + Math.floorMod(StableHash.sha256(pattern)[0], 4);
        List<String> one = words.get(
                pattern.startsWith("{") && pattern.endsWith("}") ? pattern.substring(1, pattern.length() - 1) : "");
        Set<String> made = new LinkedHashSet<>();
        if (one != null) {
            made.addAll(one);
        }
        for (int i = 0; one == null && i < 3 * many(pattern) && made.size() < many(pattern); i++) {
            Choices choices = new Choices(pattern, i);
            made.add(expand(pattern, choices, 0).strip().replaceAll("\\s+", " "));
        }
        made.forEach(text -> texts.add(new LabelledText(FILE, domain, text, label, true)));
    }

    /** More of a pattern that names one of many words. */
    private int many(String pattern) {
        int most = 0;
        for (Map.Entry<String, List<String>> e : words.entrySet()) {
            most = pattern.contains("{" + e.getKey() + "}")
                    ? Math.max(most, e.getValue().size())
                    : most;
        }
        return Math.max(PER_PATTERN, most / 3);
    }

    private String expand(String pattern, Choices choices, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("expected at most " + DEEPEST + " brackets in one another");
        }
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (c == '{') {
                int end = pattern.indexOf('}', i);
                List<String> of = words.get(end < 0 ? "" : pattern.substring(i + 1, end));
                if (of == null) {
                    throw new IllegalArgumentException("no words for the name at character " + i);
                }
                out.append(expand(of.get(choices.next(of.size())), choices, depth + 1));
                i = end + 1;
            } else if (c == '(') {
                List<String> either = new ArrayList<>();
                i = either(pattern, i, either);
                out.append(expand(either.get(choices.next(either.size())), choices, depth + 1));
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** Parts what stands in brackets; gives the place after them. */
    private static int either(String pattern, int from, List<String> out) {
        int depth = 0;
        int start = from + 1;
        for (int i = from; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0 || (depth == 1 && c == '|')) {
                out.add(pattern.substring(start, i));
                start = i + 1;
            }
            if (depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException("the bracket at character " + from + " is not closed");
    }

    /** Numbers that a pattern and a count give, the same ones whenever and wherever. */
    private static final class Choices {
        private final byte[] digest;
        private int at;

        Choices(String pattern, int count) {
            digest = StableHash.sha256(count + " " + pattern);
        }

        int next(int size) {
            int a = digest[at % digest.length] & 0xFF;
            int b = digest[(at + 1) % digest.length] & 0xFF;
            at += 2;
            return (a * 256 + b) % size;
        }
    }
}
