package io.tidewatch.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void shouldNeutraliseMentionsLinksMarkupAndHtml() {
        String safe = SafeText.of(
                "@所有人 [点我](https://evil.example/x?a=1) **退款** <img src=x onerror=alert(1)> `rm` <!channel> www.evil.cn/a t.cn/Abc &lt;",
                500);

        assertThat(safe)
                .doesNotContain("@", "[", "]", "*", "<", ">", "`", "&", "http", "evil", "t.cn")
                .startsWith("＠所有人 ［点我］")
                .contains("退款", "［链接］");
    }

    @Test
    void shouldRemoveWhatCannotBeSeen() {
        assertThat(SafeText.of("@\u200b所\u202e有\u2066人\ufeff\u00ad\u0000\u001b[31m\n\n第二\t行 \u2028尾\u3164", 100))
                .isEqualTo("＠所有人 ［31m 第二 行 尾");
    }

    @Test
    void shouldReplaceALoneSurrogateAndCutAtACodePoint() {
        assertThat(SafeText.of("坏\ud83d字", 10)).isEqualTo("坏\uFFFD字");
        assertThat(SafeText.of("😀😀😀😀", 3)).isEqualTo("😀😀…");
        assertThat(SafeText.of("四个字整", 4)).isEqualTo("四个字整");
    }

    @Test
    void shouldCutBytesAtACodePoint() {
        assertThat(SafeText.cutBytes("快递😀慢", 13)).isEqualTo("快递😀慢");
        for (int max = 3; max < 13; max++) {
            String cut = SafeText.cutBytes("快递😀慢", max);
            assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(max);
            assertThat(cut).endsWith("…").doesNotContain("\uFFFD");
            assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(cut);
        }
    }

    @Test
    void shouldKeepOrdinaryText() {
        assertThat(SafeText.of("快递三天没动！客服说 3.5 天 (最晚) - 太慢了?", 100)).isEqualTo("快递三天没动！客服说 3.5 天 (最晚) - 太慢了?");
    }
}
