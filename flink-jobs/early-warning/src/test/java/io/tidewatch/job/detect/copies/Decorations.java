package io.tidewatch.job.detect.copies;

import java.util.SplittableRandom;

/** Small things that people put before and after a text when they pass it on. */
public final class Decorations {
    private static final String LETTERS =
            "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感";
    private static final String[] EMOJI = {
        "😡", "😭", "🙏", "💔", "👎", "🔥", "😤", "🤬", "‼️", "😱", "[怒]", "[泪]", "[吃惊]"
    };
    private static final String[] CALLS = {
        "顶！", "求扩散", "转：", "扩散扩散", "帮转一下", "真的吗？", "天哪！！", "太过分了", "有人管吗？", "大家看看", "rt ", "求围观", "//", "转需", "mark一下",
        "说得对"
    };
    private static final String[] COMMENTS = {
        "我朋友也遇到了，", "这家真的不行：", "看到这个气死，", "有没有同款经历？", "帮我同学转发：", "避雷避雷避雷！", "这就是某某快递，", "难怪我的也没到，", "希望有人处理。", "早就说别买了，"
    };

    private Decorations() {}

    /** Of 2 to about 10 characters, rarely twice the same. */
    public static String one(SplittableRandom random) {
        switch (random.nextInt(7)) {
            case 0:
                return letters(random, 2 + random.nextInt(7));
            case 1:
                StringBuilder emoji = new StringBuilder();
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    emoji.append(of(EMOJI, random));
                }
                return emoji + letters(random, 2);
            case 2:
                return of(CALLS, random) + letters(random, 3);
            case 3:
                return " @" + letters(random, 3) + random.nextInt(1_000) + " ";
            case 4:
                return "#" + letters(random, 6) + "#";
            case 5:
                return of(COMMENTS, random) + of(EMOJI, random);
            default:
                return "转：" + Integer.toString(random.nextInt(10_000), 36) + letters(random, 2);
        }
    }

    public static String letters(SplittableRandom random, int n) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < n; i++) {
            out.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return out.toString();
    }

    private static String of(String[] parts, SplittableRandom random) {
        return parts[random.nextInt(parts.length)];
    }
}
