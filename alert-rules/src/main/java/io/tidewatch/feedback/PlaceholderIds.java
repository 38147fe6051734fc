package io.tidewatch.feedback;

import java.util.Locale;
import java.util.Set;

/** Ids that sources give where they know nobody: they stand for no person, and not for one. */
public final class PlaceholderIds {
    private static final Set<String> WORDS = Set.of(
            "null",
            "nil",
            "none",
            "nan",
            "n/a",
            "na",
            "undefined",
            "unknown",
            "anonymous",
            "anon",
            "guest",
            "user",
            "匿名",
            "匿名用户",
            "匿名买家",
            "匿名网友",
            "匿名会员",
            "匿名顾客",
            "游客",
            "访客",
            "用户",
            "未知",
            "无",
            "暂无");

    private PlaceholderIds() {}

    /** True for one of the usual words, in upper or lower case, for zeros, and for an id without a letter or digit. */
    public static boolean isPlaceholder(String id) {
        String bare = id.strip().toLowerCase(Locale.ROOT);
        return WORDS.contains(bare) || bare.codePoints().noneMatch(c -> Character.isLetterOrDigit(c) && c != '0');
    }
}
