package io.tidewatch.text.vocabulary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Other ways in which people write words: in Latin syllables (退kuan), with characters of the same sound, and verbs parted from their
 * objects (退个款). Read from {@code spellings.txt}.
 */
final class Spellings {
    /** Verbs whose object is their second character. */
    private static final String PARTED = "退款 退货 退钱 退费 发货 换货 开票 付款 收费 送货 取货 赔钱 返现 提现 维修 投诉";

    private static final String[] BETWEEN = {"个", "了", "个破", "一次", "下"};
    private static final int MIN_LATIN = 5;

    private static final Spellings PACKAGED = resource("spellings.txt");

    private record Word(String word, List<String> others) {}

    private final List<Word> words;
    private final String text;

    private Spellings(List<Word> words, String text) {
        this.words = words;
        this.text = text;
    }

    static Spellings packaged() {
        return PACKAGED;
    }

    private static Spellings resource(String name) {
        try (InputStream in = Spellings.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Spellings parse(String text) {
        List<Word> words = new ArrayList<>();
        for (String line : text.split("\n")) {
            String l = line.strip();
            if (l.isEmpty() || l.startsWith("#")) {
                continue;
            }
            String[] parts = l.split("\\s+");
            String word = parts[0];
            if (parts.length < 1 + word.length()) {
                throw new IllegalArgumentException(
                        "'" + l + "', expected a word and a syllable for each of its characters");
            }
            Set<String> others = new LinkedHashSet<>();
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < word.length(); i++) {
                others.add(word.substring(0, i) + parts[1 + i] + word.substring(i + 1));
                all.append(parts[1 + i]);
            }
            if (all.length() >= MIN_LATIN) {
                others.add(all.toString());
            }
            for (int i = 1 + word.length(); i < parts.length; i++) {
                others.add(parts[i]);
            }
            words.add(new Word(word, List.copyOf(others)));
        }
        for (String verb : PARTED.split(" ")) {
            List<String> others = new ArrayList<>();
            for (String between : BETWEEN) {
                others.add(verb.charAt(0) + between + verb.charAt(1));
            }
            words.add(new Word(verb, List.copyOf(others)));
        }
        return new Spellings(List.copyOf(words), text);
    }

    /** Other spellings of a word or phrase part; none for most. */
    List<String> of(String word) {
        List<String> out = List.of();
        for (Word w : words) {
            int at = word.indexOf(w.word);
            if (at < 0) {
                continue;
            }
            out = out.isEmpty() ? new ArrayList<>() : out;
            for (String other : w.others) {
                out.add(word.substring(0, at) + other + word.substring(at + w.word.length()));
            }
        }
        return out;
    }

    String text() {
        return text;
    }
}
