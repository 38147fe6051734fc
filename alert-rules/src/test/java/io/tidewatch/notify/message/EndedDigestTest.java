package io.tidewatch.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.AlertFixtures;
import io.tidewatch.time.LocalTimes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndedDigestTest {
    private static final long T0 = AlertFixtures.START; // 20:01
    private static final long HOUR = 3_600_000;

    @Test
    void shouldNameEachWithPeakAndTimesTheWorstFirst() {
        PushMessage m = EndedDigest.of(
                List.of(
                        ended("退款 全国", Severity.WARNING, T0, T0 + HOUR, 40),
                        ended("物流 浙江", Severity.CRITICAL, T0 + HOUR, T0 + 2 * HOUR, 200)),
                18_000,
                T0 + 3 * HOUR,
                LocalTimes.DEFAULT);

        assertThat(m.titleIn("zh")).isEqualTo("[恢复] 2个事件发生后已恢复，未及通知");
        assertThat(m.linesIn("zh"))
                .containsExactly(
                        "影响：20:01至22:01之间有2个事件发生并已恢复，未及通知即已结束。",
                        "· 严重 物流 浙江 21:01–22:01 峰值200条",
                        "· 预警 退款 全国 20:01–21:01 峰值40条");
        assertThat(m.titleIn("en")).isEqualTo("[over] 2 incidents began and ended before notification");
        assertThat(m.linesIn("en"))
                .contains(
                        "Impact: 2 incidents between 20:01 and 22:01 began and were over before anybody could be notified.",
                        "· critical 物流 浙江 21:01–22:01, peak 200");
    }

    @Test
    void shouldKeepToTheRoomAndCountWhatDoesNotFit() {
        List<Incident> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            many.add(ended("很长的名字".repeat(9) + i, Severity.WARNING, T0 + i, T0 + HOUR, 500 - i));
        }

        PushMessage m = EndedDigest.of(many, 4_000, T0, LocalTimes.DEFAULT);

        for (String lang : List.of("zh", "en")) {
            String all = m.titleIn(lang) + String.join("\n\n", m.linesIn(lang));
            assertThat(all.getBytes(StandardCharsets.UTF_8).length).isBetween(2_500, 4_000);
        }
        int named = m.lines().size() - 2;
        assertThat(m.linesIn("zh")).last().isEqualTo("另有" + (500 - named) + "个，见看板。");
        assertThat(m.linesIn("en")).last().isEqualTo("and " + (500 - named) + " more, see the wall.");
    }

    @Test
    void shouldMakeNamesHarmless() {
        PushMessage m = EndedDigest.of(
                List.of(ended("@所有人 [看](https://x.example.com)", Severity.WARNING, T0, T0 + HOUR, 1)),
                18_000,
                T0,
                LocalTimes.DEFAULT);

        assertThat(String.join("", m.linesIn("zh"))).doesNotContain("@").doesNotContain("https://");
    }

    private static Incident ended(String title, Severity severity, long from, long to, long peak) {
        return new Incident(
                title + "@1",
                title,
                2,
                IncidentStatus.RESOLVED,
                severity,
                false,
                from,
                to,
                to,
                "closed",
                null,
                null,
                null,
                new Bilingual(title, title),
                List.of(),
                Evidence.NONE,
                new Peak(from, peak));
    }
}
