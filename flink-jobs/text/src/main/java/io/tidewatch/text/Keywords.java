package io.tidewatch.text;

import io.tidewatch.text.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The few words that say what a message is about: what named its issues, then its rarest content words. */
final class Keywords {
    static final int MAX = 5;

    private static final int MAX_LENGTH = 12;
    private static final Set<String> EMPTY_WORDS = Set.of(
            "手机号",
            "身份证",
            "邮箱",
            "银行卡",
            "座机",
            "车牌",
            "没有",
            "可以",
            "知道",
            "觉得",
            "感觉",
            "时候",
            "东西",
            "问题",
            "事情",
            "进行",
            "需要",
            "使用",
            "显示",
            "出来",
            "起来",
            "看到",
            "收到",
            "购买",
            "不能",
            "不会",
            "不要",
            "应该",
            "开始",
            "现在",
            "这样",
            "你好",
            "您好",
            "请问",
            "谢谢",
            "死人",
            "就是",
            "结果",
            "可惜",
            "还有",
            "里面",
            "说是",
            "以为",
            "只能",
            "自己",
            "而且",
            "一下",
            "一点",
            "小时",
            "分钟",
            "回家",
            "没想到",
            "sent",
            "ordered",
            "took",
            "expected",
            "except",
            "thanks",
            "nothing",
            "shame",
            "already",
            "another",
            "never",
            "麻烦",
            "求助",
            "真的",
            "一直",
            "今天",
            "昨天",
            "朋友",
            "同事",
            "the",
            "and",
            "for",
            "was",
            "were",
            "are",
            "you",
            "your",
            "this",
            "that",
            "with",
            "have",
            "has",
            "had",
            "not",
            "but",
            "they",
            "them",
            "from",
            "very",
            "just",
            "all",
            "too",
            "out",
            "its",
            "it's",
            "our",
            "his",
            "her",
            "she",
            "who",
            "why",
            "how",
            "what",
            "when",
            "then",
            "than",
            "there",
            "here",
            "been",
            "being",
            "will",
            "would",
            "could",
            "should",
            "can",
            "can't",
            "don't",
            "didn't",
            "won't",
            "isn't",
            "into",
            "about",
            "after",
            "before",
            "again",
            "still",
            "only",
            "also",
            "any",
            "one",
            "two",
            "get",
            "got",
            "did",
            "does",
            "like",
            "really",
            "even",
            "because",
            "more",
            "some",
            "over",
            "every");

    private Keywords() {}

    /**
     * @param named words that named issues, in order
     * @param words of the whole text
     */
    static List<String> of(List<String> named, Words words) {
        List<String> out = new ArrayList<>(MAX);
        for (String n : named) {
            add(out, n);
        }
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
            add(out, words.text(best));
        }
        return List.copyOf(out);
    }

    private static void add(List<String> out, String word) {
        if (out.size() >= MAX || word.length() < 2 || word.length() > MAX_LENGTH || EMPTY_WORDS.contains(word)) {
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
