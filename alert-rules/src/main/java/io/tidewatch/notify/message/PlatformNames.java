package io.tidewatch.notify.message;

import io.tidewatch.alert.Bilingual;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people call the platforms and channels that feedback comes from; a source nobody knows keeps its channel and id. */
final class PlatformNames {
    private static final Map<String, Bilingual> NAMES = Map.ofEntries(
            entry("weibo", "微博", "Weibo"),
            entry("xiaohongshu", "小红书", "Xiaohongshu"),
            entry("douyin", "抖音", "Douyin"),
            entry("kuaishou", "快手", "Kuaishou"),
            entry("bilibili", "哔哩哔哩", "Bilibili"),
            entry("zhihu", "知乎", "Zhihu"),
            entry("tieba", "贴吧", "Tieba"),
            entry("heimao", "黑猫投诉", "Heimao complaints"),
            entry("wechat", "微信", "WeChat"),
            entry("wecom", "企业微信", "WeCom"),
            entry("taobao", "淘宝", "Taobao"),
            entry("tmall", "天猫", "Tmall"),
            entry("jd", "京东", "JD"),
            entry("pinduoduo", "拼多多", "Pinduoduo"),
            entry("meituan", "美团", "Meituan"),
            entry("dianping", "大众点评", "Dianping"),
            entry("hotline", "热线", "hotline"),
            entry("mastodon", "Mastodon", "Mastodon"),
            entry("bluesky", "Bluesky", "Bluesky"));

    private static final int MAX_CHANNEL = 30;

    private PlatformNames() {}

    /** @param source id of a source; what follows a dash, as in {@code weibo-brand}, does not count */
    static @Nullable Bilingual of(String source) {
        int dash = source.indexOf('-');
        return NAMES.get(dash < 0 ? source : source.substring(0, dash));
    }

    private static Map.Entry<String, Bilingual> entry(String id, String zh, String en) {
        return Map.entry(id, new Bilingual(zh, en));
    }

    /** What people call a channel. */
    static Bilingual channel(String channel) {
        String zh = switch (channel) {
            case "social" -> "社交";
            case "im" -> "在线客服";
            case "phone" -> "电话";
            case "email" -> "邮件";
            case "ticket" -> "工单";
            case "review" -> "评价";
            case "survey" -> "问卷";
            case "rss" -> "新闻";
            case "app" -> "应用";
            case "store" -> "门店";
            default -> "其他";
        };
        return new Bilingual(zh, SafeText.of(channel, MAX_CHANNEL));
    }
}
