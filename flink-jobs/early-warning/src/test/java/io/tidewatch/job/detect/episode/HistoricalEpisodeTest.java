package io.tidewatch.job.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Severity;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import io.tidewatch.time.LocalClock;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HistoricalEpisodeTest {
    private static final long T = RuleTexts.START;
    private static long now;

    @Test
    void shouldDecideWhenAnEpisodeBeginsWhetherItIsHistorical() throws Exception {
        RuleUpdate rules = RuleTexts.set(1, RuleTexts.match("Single").replace("10m", "1h"));
        Rule single = RuleTexts.rule(rules, "Single");
        DetectSettings live = new DetectSettings(
                rules,
                DetectSettings.COUNT_HORIZON_MS,
                DetectSettings.COPY_HORIZON_MS,
                15 * Feed.MINUTE,
                LocalClock.DEFAULT_ZONE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                true,
                () -> now);
        now = T;
        List<Alert> alerts = new ArrayList<>();
        try (KeyedBroadcastOperatorTestHarness<String, PendingSignal, RuleUpdate, Alert> harness =
                Operators.open(new EpisodeFunction(live), c -> c.signal().episodeKey(), null)) {
            harness.setProcessingTime(T);
            harness.processElement(new PendingSignal(RuleTexts.signal(single, T, Severity.WARNING, T, 1, false), T), T);
            for (now = T; now <= T + 65 * Feed.MINUTE; now += Feed.MINUTE) {
                harness.setProcessingTime(now);
                Operators.watermark(harness, now - 5_000);
                alerts.addAll(Operators.drain(harness));
            }
        }

        assertThat(alerts).hasSizeGreaterThan(5).extracting(Alert::historical).containsOnly(false);
    }
}
