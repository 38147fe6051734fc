package io.tidewatch.text.vocabulary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The words of sentiment, negation and degree, and the signs of noise, read from {@code lexicon.txt}: a line
 * {@code [role weight]} opens a section, words stand in phrase notation between white space, {@code _} is a space.
 */
public final class Lexicon {
    /**
     * @param phrase in the notation of {@link io.tidewatch.taxonomy.KeywordPattern}
     */
    record Word(String phrase, WordRole role, double weight) {}

    private final List<Word> words;
    private final String text;

    private Lexicon(List<Word> words, String text) {
        this.words = words;
        this.text = text;
    }

    public static Lexicon packaged() {
        return resource("lexicon.txt");
    }

    /** A packaged file of this form. */
    static Lexicon resource(String name) {
        try (InputStream in = Lexicon.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lexicon parse(String text) {
        List<Word> words = new ArrayList<>();
        WordRole role = WordRole.BLOCKER;
        double weight = 0;
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            String l = line.strip();
            if (l.isEmpty() || l.startsWith("# ")) {
                continue;
            }
            if (l.startsWith("[") && l.endsWith("]")) {
                String[] head = l.substring(1, l.length() - 1).split(" ");
                try {
                    role = WordRole.valueOf(head[0].toUpperCase(Locale.ROOT));
                    weight = head.length > 1 ? Double.parseDouble(head[1]) : 1;
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("lexicon line " + number + ": '" + l + "'", e);
                }
                continue;
            }
            for (String word : l.split("\\s+")) {
                words.add(new Word(word.replace('_', ' '), role, weight));
            }
        }
        return new Lexicon(List.copyOf(words), text);
    }

    List<Word> words() {
        return words;
    }

    public String text() {
        return text;
    }
}
