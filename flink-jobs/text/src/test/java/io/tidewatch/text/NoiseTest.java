package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.Feedback;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "advertising|宝妈兼职，在家赚钱，日结工资，加我微信：abc12345",
                "advertising|内部优惠券每天更新 进群领 点击链接 https://t.cn/abc",
                "advertising|一手货源 厂家直销 诚招代理 一件代发",
                "advertising|花呗套现 秒到账 详情私聊",
                "advertising|高价回收二手手机，长期收，有意者加vx：huishou88",
                "advertising|刷单兼职日赚三百 手机兼职 加qq 123456789",
                "advertising|Make money from home! DM me for the promo link",
                "lottery|关注并转发本条微博，抽三位送同款耳机，周五开奖",
                "lottery|#宠粉福利# 转发+关注 揪两位送口红",
                "lottery|转发抽奖，平分一万红包，@三位好友",
                "lottery|Giveaway! Follow and retweet to win a phone, lucky draw on Friday",
                "bot|该用户觉得商品很好，给出了5星好评",
                "bot|[自动回复] 您好，我现在不在",
                "bot|亲，很抱歉给您带来不便，已为您登记，请您耐心等待，祝您生活愉快",
                "bot|您好，感谢您的反馈，这边帮您核实，快递延误给您带来的不便深表歉意，请您谅解",
                "bot|This is an automated message, do not reply"
            })
    void shouldDetectNoiseAndSayWhy(String reason, String text) {
        assertThat(MessageFixtures.analyze(text).noise()).as(text).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "客服让我加微信退款，结果把我拉黑了，骗子",
                "领了优惠券付款时不能用，客服也不解决，太坑了",
                "优惠券根本用不了，虚假宣传",
                "说加微信返现五元，好评发了不给钱，恶心",
                "扫码进群说有福利，进去全是广告，退款！",
                "抽奖中了手机到现在都没发货，骗人的吧",
                "转发抽奖从来没中过，套路太深",
                "货到付款的，打开是假货，要求退货",
                "客服只会说很抱歉给您带来不便，请您耐心等待，都五天了快递还没动",
                "代购的奶粉包装破损，退款不给退",
                "低价吸引人，质量差得要命",
                "全国包邮还收我十块钱运费，气死",
                "直播间说免费领，结果要付邮费，欺骗消费者",
                "快递五天没动，电话打不通",
                "I clicked the promo link and was charged twice, terrible"
            })
    void shouldKeepCustomersWhoNameSignsOfNoise(String text) {
        assertThat(MessageFixtures.analyze(text).noise()).as(text).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "快递五天没动。\\n\\n-----原始邮件-----\\n发件人: 客服\\n感谢您的来信，质量很好|快递五天没动。",
                "快递五天没动。\\n> 您好，退款已到账\\n> 谢谢|快递五天没动。",
                "The parcel is late.\\n\\nOn Mon, Nov 2, 2026 Support wrote:\\nYour refund is done|The parcel is late.",
                "快递五天没动\\n发自我的iPhone|快递五天没动",
                "The parcel is late.\\n-- \\nSales Dept|The parcel is late.",
                "快递五天没动\\n在 2026年11月1日，客服写道：\\n破损可以赔|快递五天没动",
                "快递五天没动<blockquote>质量很好</blockquote>|快递五天没动",
                "发自我的iPhone|发自我的iPhone"
            })
    void shouldReadOnlyWhatTheWriterOfALetterSays(String raw, String text) {
        for (String channel : new String[] {"email", "ticket"}) {
            assertThat(letter(raw.replace("\\n", "\n"), channel)).isEqualTo(text);
        }
        assertThat(letter("快递五天没动\n> 是的", "social")).isEqualTo("快递五天没动\n> 是的");
    }

    private static String letter(String raw, String channel) {
        Feedback f = MessageFixtures.post(raw, Author.UNKNOWN);
        return MessageFixtures.ANALYZER
                .analyze(Feedback.builder(f.id(), f.source(), f.eventTime())
                        .channel(channel)
                        .op(f.op())
                        .text(raw)
                        .visibility(f.visibility())
                        .author(f.author())
                        .customer(f.customer())
                        .product(f.product())
                        .engagement(f.engagement())
                        .build())
                .feedback()
                .text();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "好气(╯°□°）╯︵ ┻━┻|😡",
                "又坏了T_T|😭",
                "QAQ没货了|😭",
                "到货啦(≧▽≦)|😊",
                "喜欢^_^|😊",
                "哭了(；д；)|😭",
                "nice :)|😊"
            })
    void shouldKeepFacesAsEmoji(String raw, String emoji) {
        assertThat(MessageFixtures.analyze(raw).feedback().text()).contains(emoji);
    }

    @ParameterizedTest
    @ValueSource(strings = {"价格(含税)100", "QAQUEST", "见附件(图片)", "比例3:(2)", "时间:10点"})
    void shouldNotSeeFacesInWords(String raw) {
        assertThat(MessageFixtures.analyze(raw).feedback().text()).isEqualTo(raw);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "快递五天没动|zh",
                "The parcel has not moved for five days|en",
                "这个 app 一直 crash please fix the login bug 谢谢|mixed",
                "配送が遅すぎます|other",
                "返品希望、対応が最悪です|other",
                "배송이 너무 느려요|other",
                "13579 2468|other",
                "😡😡😡|other",
                "！！！|other",
                "Доставка очень медленная|other",
                "Le colis est arrivé cassé et je ne suis pas content|other",
                "El paquete no ha llegado y es muy malo|other",
                "Das Paket ist nicht angekommen und ich bin sauer|other",
                "iPhone很卡|zh",
                "王牌の茶很好喝|zh",
                "13812345678|other"
            })
    void shouldDetectTheLanguage(String text, String lang) {
        assertThat(MessageFixtures.analyze(text).feedback().lang()).isEqualTo(lang);
    }
}
