package io.tidewatch.text.clean;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;

/**
 * What of a cleaned text its writer says: not what is forwarded behind {@code //@name:}, not the answer of a shop under a review, not
 * what a platform or a system writes in place of a post. Those stretches become spaces, so that places in the text stay.
 */
public final class OwnWords {
    private static final String FORWARD = "//";

    /** A polite word has to follow: 客服回复：不能退 is what a customer tells. */
    private static final Pattern ANSWERED =
            Pattern.compile("(?i)(?:(?:酒店|商家|掌柜|卖家|店家|店主|客服|官方|房东|民宿|餐厅|门店|平台|品牌|店铺|商户|老板)(?:的|最新)?(?:回复|回应|答复|解释)"
                    + "\\s*[\\]】]?\\s*[:：]\\s*(?:亲|您|尊敬|感谢|谢谢|非常|很|十分|抱歉|对不起|你好|不好意思|真诚|首先)"
                    + "|(?:response|reply) from (?:the )?(?:owner|hotel|seller|business|management|host|property)\\s*[:,.]?\\s"
                    + "|(?:owner|hotel|seller|manager|management|host|business)(?:'s)? (?:response|reply)\\s*[:：])");

    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?i)[【\\[(（]?(?:抱歉[，, ]*)?(?:该|此|这条|本|这个)(?:条)?(?:微博|内容|文章|笔记|视频|帖子|评论|作品|动态|用户)(?:暂时|目前)?"
                    + "(?:无法查看|因[^，。\n]{1,12}(?:已)?被(?:删除|屏蔽|折叠|下架)|(?:已)?被(?:折叠|隐藏|下架)|已折叠|已下架|已隐藏|不可见|无法访问|不存在|(?:已)?被(?:原)?(?:作者|发布者|用户|平台)?(?:删除|屏蔽)|已删除|已失效)[。.】\\])）]{0,2}(?:\\s*查看帮助[：:]?)?"
                    + "|(?:如|若|有|如有|如果|如果有|若有|如需|需要)(?:任何)?(?:需要|帮助|疑问|问题|需求|需|疑虑|异议|疑义)?(?:帮助|解决)?[，, ]*(?:的话[，, ]*)?"
                    + "(?:请您|请|您可以|可以|可|欢迎|敬请)?(?:随时|直接|立即|及时)?(?:联系|咨询|私信|致电)(?:在线|人工|我们的|官方|平台)?(?:客服|我们|小编)(?:申诉|反馈|核实|咨询|处理)?[。.]?"
                    + "|^\\s*请(?:您)?(?:随时|直接|及时)?(?:联系|咨询)(?:在线|人工|官方|平台)?客服[。.！!]?\\s*$"
                    + "|^\\s*(?:转发微博|轉發微博|转发|repost|快转微博|分享图片|分享视频)[。.]?\\s*$"
                    + "|(?:sorry, )?(?:this|the) (?:post|page|content|video|tweet|comment|account|message|photo|article|listing) (?:"
                    + "(?:is|was) (?:no longer|not|currently not) available|isn't available|is (?:currently )?unavailable|"
                    + "(?:has been|was|is) (?:deleted|removed|hidden|taken down)(?: by (?:the|its) (?:author|owner|user|moderators))?)\\.?"
                    + "|(?:系统提示|系统消息|系统通知|温馨提示|自动提示)\\s*[:：][^。！？\\n]*[。！？]?");

    private static final String[] SIGNS = {
        "无法查看",
        "不可见",
        "无法访问",
        "不存在",
        "删除",
        "屏蔽",
        "失效",
        "联系",
        "咨询",
        "私信",
        "致电",
        "转发",
        "轉發",
        "快转",
        "epost",
        "EPOST",
        "分享",
        "提示",
        "系统",
        "折叠",
        "隐藏",
        "下架",
        "available",
        "deleted",
        "removed",
        "hidden",
        "taken down"
    };

    private OwnWords() {}

    /**
     * @param text cleaned, and masked or not
     * @param forwards whether what follows its first {@code //} is forwarded
     * @return as long as the text; the text itself when all of it is the writer's
     */
    public static String of(String text, boolean forwards) {
        int end = text.length();
        int forward = forwards ? text.indexOf(FORWARD) : -1;
        end = forward < 0 ? end : forward;
        boolean answers = text.contains("回复") || text.contains("回应") || text.contains("答复") || text.contains("解释");
        if (answers || text.contains("esponse") || text.contains("eply")) {
            end = Math.min(end, first(ANSWERED, text, end));
        }
        char[] own = null;
        if (end < text.length()) {
            own = text.toCharArray();
            Arrays.fill(own, end, own.length, ' ');
        }
        if (mayHold(text)) {
            Matcher m = PLACEHOLDER.matcher(end < text.length() ? text.substring(0, end) : text);
            while (m.find()) {
                own = own == null ? text.toCharArray() : own;
                Arrays.fill(own, m.start(), m.end(), ' ');
            }
        }
        return own == null ? text : new String(own);
    }

    private static int first(Pattern pattern, String text, int otherwise) {
        Matcher m = pattern.matcher(text);
        return m.find() ? m.start() : otherwise;
    }

    private static boolean mayHold(String text) {
        for (String sign : SIGNS) {
            if (text.contains(sign)) {
                return true;
            }
        }
        return false;
    }
}
