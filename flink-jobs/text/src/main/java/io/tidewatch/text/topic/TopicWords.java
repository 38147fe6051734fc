package io.tidewatch.text.topic;

import io.tidewatch.text.Analyzer;
import io.tidewatch.text.hanlp.HanLpSegmenter;
import io.tidewatch.text.privacy.Masker;
import io.tidewatch.text.words.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text that can say what it is about. Polite phrases, words that fill, words of any complaint, places, names and
 * brands are none. What cannot or does not happen is one word with its denial: 收不到, 没用完.
 */
final class TopicWords {
    private static final Set<String> RESERVED = reserved();
    private static final Set<String> DENIALS = Set.of("不", "没", "没有", "无法", "不能", "未");
    private static final int MAX_LATIN = 24;

    private final Set<String> brands;
    private final Set<String> reserved;
    private final Words words = new Words();

    /**
     * @param brands in lower case: what is part of one says nothing
     * @param reserved further words that say nothing
     */
    TopicWords(Set<String> brands, Set<String> reserved) {
        this.brands = brands;
        this.reserved = reserved;
    }

    /**
     * A text in words.
     *
     * @param tokens all of it in lower case, signs included
     * @param topical for each token whether it can say what the text is about
     */
    record Parted(List<String> tokens, List<Boolean> topical) {
        int size() {
            return tokens.size();
        }

        String token(int i) {
            return tokens.get(i);
        }

        boolean isTopical(int i) {
            return topical.get(i);
        }

        /** True for a sign that ends a sentence. */
        boolean isEnd(int i) {
            return tokens.get(i).length() == 1
                    && "。！？!?；;\n".indexOf(tokens.get(i).charAt(0)) >= 0;
        }
    }

    Parted part(String masked) {
        HanLpSegmenter.shared().read(Masker.withoutLabels(masked), words);
        List<String> tokens = new ArrayList<>(words.size());
        List<Boolean> topical = new ArrayList<>(words.size());
        for (int w = 0; w < words.size(); w++) {
            String token = words.text(w).toLowerCase(Locale.ROOT);
            if (token.isBlank() && token.indexOf('\n') < 0) {
                continue;
            }
            if (w + 1 < words.size() && isLetters(token) && isLetters(words.text(w + 1))) {
                String next = words.text(w + 1).toLowerCase(Locale.ROOT);
                boolean denies = DENIALS.contains(token) && words.content(w + 1) && isHan(next);
                boolean fails = token.length() == 1 && isHan(token) && words.content(w) && isFailure(next);
                if (denies || fails) {
                    String joined = token + next;
                    tokens.add(joined);
                    topical.add(joined.length() <= 5 && isWord(joined));
                    w++;
                    continue;
                }
            }
            tokens.add(token);
            topical.add(words.content(w) && isWord(token));
        }
        return new Parted(tokens, topical);
    }

    /** 不到, 不进 behind a verb. */
    private static boolean isFailure(String token) {
        return token.length() == 2
                && (token.charAt(0) == '不' || token.charAt(0) == '没')
                && "到了出上进开下起完来去动住".indexOf(token.charAt(1)) >= 0;
    }

    private boolean isWord(String token) {
        if (!isLetters(token) || RESERVED.contains(token) || reserved.contains(token) || isBrand(token)) {
            return false;
        }
        if (!isHan(token)) {
            return token.length() > 2 && token.length() <= MAX_LATIN && !Character.isDigit(token.charAt(0));
        }
        return token.length() > 1 && !HanLpSegmenter.isNameOrPlace(token);
    }

    private boolean isBrand(String token) {
        for (String b : brands) {
            if (b.contains(token)) {
                return true;
            }
        }
        return false;
    }

    static boolean isHan(String token) {
        return Character.isIdeographic(token.codePointAt(0));
    }

    /** Tokens as people write them: a space between two that are not Chinese. */
    static String joined(List<String> tokens) {
        StringBuilder out = new StringBuilder();
        String before = "";
        for (String t : tokens) {
            boolean apart = !before.isEmpty() && isLatin(before) && isLatin(t);
            out.append(apart ? " " : "").append(t);
            before = t;
        }
        return out.toString();
    }

    private static boolean isLatin(String token) {
        return isLetters(token) && !isHan(token);
    }

    private static boolean isLetters(String token) {
        return Character.isLetterOrDigit(token.codePointAt(0));
    }

    private static Set<String> reserved() {
        Set<String> out = new HashSet<>();
        read(Analyzer.class, "empty-words.txt", out);
        read(TopicWords.class, "reserved-words.txt", out);
        return out;
    }

    private static void read(Class<?> beside, String name, Set<String> out) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(l -> !l.startsWith("#"))
                    .forEach(l -> out.addAll(List.of(l.split(" "))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
