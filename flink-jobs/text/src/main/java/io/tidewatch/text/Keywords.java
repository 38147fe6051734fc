package io.tidewatch.text;

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
 * The few words that say what a message is about: what named its issues, then its rarest content words. Each is a word, or
 * a phrase of whole words: what named an issue may end within a word (快递又延 of 快递又延误), then the words are taken in
 * which it stands. Words that fill (说说, 看起来) are none.
 */
final class Keywords {
    static final int MAX = 5;

    private static final int MAX_LENGTH = 12;
    private static final Set<String> EMPTY_WORDS = emptyWords();

    /** What may stand before or behind a phrase and is no part of it: 还没送到, 卡在, 推荐给. */
    private static final Set<String> BEFORE = Set.of(
            "就", "也", "又", "都", "还", "会", "才", "再", "要", "能", "我", "你", "他", "她", "这", "那", "是", "被", "把", "的", "了",
            "在", "给", "竟", "竟然", "居然", "已经", "却", "而", "并", "且", "但", "所以", "因为", "我们", "你们", "他们", "一直", "总是", "老是");

    /** What a number before the phrase counts: 三天没动 is 没动, not 天没动. */
    private static final Set<String> MEASURES = Set.of(
            "天", "个", "次", "年", "月", "日", "周", "号", "点", "时", "分", "秒", "件", "条", "张", "只", "块", "元", "位", "家", "份",
            "单", "遍", "回", "个月", "小时", "分钟", "星期", "多天", "多月", "天内", "月份", "多");

    private static final Set<String> BEHIND = Set.of(
            "给", "在", "到", "的", "是", "能", "会", "这", "那", "一", "个", "一个", "就", "也", "都", "还", "又", "再", "和", "跟", "与",
            "被", "把", "你", "我", "他", "你们", "我们", "他们", "大家", "以后", "下次", "吗", "呢", "吧", "啊");

    /** 坏了 is said like that; 推荐了 is 推荐. */
    private static final String DONE = "了";

    private static final Set<String> DENIALS = Set.of("不", "没", "没有", "未");

    /** Verbs that are said twice to say little: 看看. */
    private static final String TWICE = "说看想试等问聊谈讲听走玩用管查学找给来去做写评搞改数逛尝瞧比刚常慢仅";

    /** What makes a verb one of movement or time only: 送来, 看着, 用过. */
    private static final String VERBAL = "着过来去给";

    private static final Set<String> NOT_VERBAL = Set.of("难过", "超过", "执着", "沉着", "未来", "失去", "往来", "水过");

    /** What begins a piece of a sentence rather than a word: 也挺, 都会, 还差. */
    private static final String JOINING = "也都就又还才再";

    private static final Set<String> NOT_JOINING = Set.of("都市", "就业", "就医", "就餐", "就诊", "还款", "还价", "还原", "才华", "再生");

    private final List<String> out = new ArrayList<>(MAX);

    private static Set<String> emptyWords() {
        try (InputStream in = Keywords.class.getResourceAsStream("empty-words.txt")) {
            if (in == null) {
                throw new IllegalStateException("resource missing: empty-words.txt");
            }
            Set<String> out = new HashSet<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    out.addAll(List.of(line.split(" ")));
                }
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes what named issues.
     *
     * @param named in lower case and in order
     * @param words of the text in which it stands
     */
    Keywords name(List<String> named, Words words) {
        for (String n : named) {
            if (n.codePoints().anyMatch(Character::isIdeographic)) {
                phrase(n, words);
            } else {
                // found at the edges of words only
                add(n);
            }
        }
        return this;
    }

    /**
     * Takes the rarest content words after what there is.
     *
     * @param words of the whole text
     * @return all that was taken
     */
    List<String> and(Words words) {
        int taken = 0;
        boolean[] used = new boolean[words.size()];
        while (out.size() < MAX && taken++ < 3 * MAX) {
            int best = -1;
            for (int i = 0; i < words.size(); i++) {
                if (!used[i] && words.content(i) && (best < 0 || words.rarity(i) > words.rarity(best))) {
                    best = i;
                }
            }
            if (best < 0) {
                break;
            }
            used[best] = true;
            addWord(best, words);
        }
        return List.copyOf(out);
    }

    /** The phrase where it is whole words somewhere in the text, else the words that it is cut out of. */
    private void phrase(String named, Words words) {
        int first = -1;
        for (int at = words.find(named, 0); at >= 0; at = words.find(named, at + 1)) {
            int last = words.at(at + named.length() - 1);
            if (words.begin(words.at(at)) == at && words.end(last) == at + named.length()) {
                whole(words.at(at), last, words);
                return;
            }
            first = first < 0 ? at : first;
        }
        if (first >= 0) {
            int last = words.at(first + named.length() - 1);
            for (int w = words.at(first); w <= last; w++) {
                if (words.content(w)) {
                    addWord(w, words);
                }
            }
        }
    }

    private void whole(int first, int last, Words words) {
        int from = first;
        int to = last;
        while (from <= to
                && (isNothing(words.text(from), BEFORE) || from < to && MEASURES.contains(words.text(from)))) {
            from++;
        }
        while (to >= from && isNothing(words.text(to), BEHIND) && !(to > from && isDenied(to, words))) {
            to--;
        }
        boolean done = to > from && words.text(to).equals(DONE) && !isDenied(to, words);
        if (done && words.end(to - 1) - words.begin(from) > 1) {
            to--;
        }
        StringBuilder phrase = new StringBuilder();
        for (int w = from; w <= to; w++) {
            phrase.append(words.text(w));
        }
        if (from < to
                && phrase.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-' || c == '\'')) {
            add(phrase.toString());
        } else if (from == to) {
            addWord(from, words);
        }
    }

    /** Whether the word before denies it: without it 还没到 and 用不了 say nothing. */
    private static boolean isDenied(int w, Words words) {
        String before = words.text(w - 1);
        return before.endsWith("不") || before.endsWith("没") || before.endsWith("没有") || before.endsWith("未");
    }

    private static boolean isNothing(String word, Set<String> edges) {
        return edges.contains(word) || !Character.isLetterOrDigit(word.codePointAt(0));
    }

    /** With what denies it before it: 满意 of 不满意 would say the opposite. */
    private void addWord(int w, Words words) {
        String word = words.text(w);
        if (isWord(word)) {
            add(w > 0 && DENIALS.contains(words.text(w - 1)) ? words.text(w - 1) + word : word);
        }
    }

    /** False for signs, for words that fill and for pieces of sentences. */
    private static boolean isWord(String word) {
        int n = word.length();
        for (int i = 0; i < n; i++) {
            char c = word.charAt(i);
            if (!Character.isLetterOrDigit(c) && (i == 0 || c != '-' && c != '\'' && c != '.')) {
                return false;
            }
        }
        boolean twice = n == 2 && word.charAt(0) == word.charAt(1) && TWICE.indexOf(word.charAt(0)) >= 0;
        boolean verbal = n <= 3 && VERBAL.indexOf(word.charAt(n - 1)) >= 0 && !NOT_VERBAL.contains(word);
        boolean joining = n == 2 && JOINING.indexOf(word.charAt(0)) >= 0 && !NOT_JOINING.contains(word);
        return n > 1 && !twice && !verbal && !joining && !EMPTY_WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    private void add(String words) {
        String word = words.strip();
        if (out.size() >= MAX
                || word.length() < 2
                || word.length() > MAX_LENGTH
                || EMPTY_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
            return;
        }
        for (String have : out) {
            if (have.contains(word)) {
                return;
            }
        }
        out.add(word);
    }
}
