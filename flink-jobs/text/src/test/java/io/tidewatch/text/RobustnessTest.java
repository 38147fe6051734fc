package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobustnessTest {
    /** Of processor time, so that other work on the machine does not count; squared work takes a hundred times as much. */
    private static final long MOST_NANOS = 3_000_000_000L;

    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "\n", "慢", "a", "。", "，，，", "😀", "👍👍👍", "\u202e\u202d\u2066", "\ud800", "\udc00\ud800",
                        "@", "<", "<>", "&",
                "&;", "&#;", "&#xFFFFFFFFFF;", "&#55296;", "//@", "【】", "http://", "www.", "没有", "不", "“好”", "#", "1",
                        "+86", "@@@", "没有没有没有不",
                "\u0000\u0001", "…", "....", "[手机号]", "但是", "but", "？", "吗"
            })
    void shouldAnswerWhenTheTextIsOdd(String text) {
        // when
        AnnotatedFeedback a = MessageFixtures.analyze(text);
        // then
        assertThat(a.sentiment()).isNotNull();
        assertThat(a.grade()).isBetween(1, 5);
        a.opinions()
                .forEach(o -> assertThat(a.feedback().text().length())
                        .isGreaterThanOrEqualTo(o.to())
                        .isGreaterThanOrEqualTo(o.from()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "快递五天没动，",
                "客服差。",
                "没有",
                "很不好",
                "1 ",
                "1",
                "a@",
                "<a",
                "&",
                "[",
                "]",
                "(",
                "差",
                "慢，",
                "x1",
                "#",
                "@",
                "不是没有",
                "快递包裹慢没动等了",
                "http://",
                "一三八",
                "浙A1",
                "13812345678",
                "the refund is so slow ",
                "but ",
                "😀",
                "说好的",
                "\u202e",
                "吗？",
                "微信",
                "加v：a1",
                "订单号",
                "单号1 ",
                "SF1",
                "路1号",
                "区1栋",
                "我叫王",
                "收件人：张三 ",
                "Mr A ",
                "1 A Road ",
                "1o",
                "l1",
                "+1",
                "(T_T",
                "（；",
                "a@a.",
                " at ",
                "1-",
                "1.",
                "一1",
                "① ",
                "\n>",
                "<blockquote>",
                "&#49;",
                "1\u200b"
            })
    void shouldTakeLinearTimeWhenTheTextIsLong(String unit) {
        // given
        String text = unit.repeat(20_000 / unit.length());
        MessageFixtures.analyze("热身");
        // when, then
        long before = THREAD.getCurrentThreadCpuTime();
        MessageFixtures.analyze(text);
        assertThat(THREAD.getCurrentThreadCpuTime() - before).isLessThan(MOST_NANOS);
    }

    @Test
    void shouldAnswerWhenBracketsNestDeep() {
        // given
        String text = "(".repeat(1_000) + "快递五天没动" + ")".repeat(1_000);
        // when, then
        assertThat(MessageFixtures.opinions(text)).containsExactly("logistics.transit_delay negative!");
    }

    @Test
    void shouldAnswerWhenCharactersAreRandom() {
        // given
        Random random = new Random(7);
        String some = "快递慢没不好差，。！<>&;@#1234567890abc “”[]()但是吗？\ud83d\ude00\u200b\ud800";
        for (int n = 0; n < 2_000; n++) {
            StringBuilder b = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                b.append(
                        random.nextInt(9) == 0
                                ? (char) random.nextInt(65_536)
                                : some.charAt(random.nextInt(some.length())));
            }
            // when
            AnnotatedFeedback a = MessageFixtures.analyze(b.toString());
            // then
            String text = a.feedback().text();
            assertThat(text.chars().filter(c -> Character.isSurrogate((char) c)).count() % 2)
                    .isZero();
            a.opinions().forEach(o -> assertThat(o.from()).isLessThanOrEqualTo(o.to()));
        }
    }
}
