package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.notify.DispatchTimeline;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.time.LocalClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped rules and routes over regions that rise, recover and rise again. */
class SecondWaveTest {
    private static final String DELAY = "logistics.transit_delay";
    private static final long WAVE = Feed.START + 6 * Feed.DAY + 2 * Feed.HOUR;

    @TempDir
    Path dir;

    private final Feed feed = new Feed(5);

    @Test
    void shouldNotifyOfASecondWaveInsideAnOpenIncident() throws Exception {
        aWeekOf("浙江", "广东");
        feed.swell(DELAY, "浙江", WAVE, 20 * Feed.MINUTE, 30 * Feed.MINUTE, 30);
        feed.swell(DELAY, "广东", WAVE + 30 * Feed.MINUTE, 20 * Feed.MINUTE, 5 * Feed.HOUR, 8);
        long second = WAVE + 150 * Feed.MINUTE;
        feed.swell(DELAY, "浙江", second, 20 * Feed.MINUTE, 30 * Feed.MINUTE, 40);

        List<DispatchTimeline.Notified> notified = notified(WAVE + 12 * Feed.HOUR);

        assertThat(notified)
                .filteredOn(n -> n.at() > second && n.at() < second + 25 * Feed.MINUTE)
                .extracting(DispatchTimeline.Notified::reason)
                .containsAnyOf(Reason.NEW_MEMBER, Reason.REOPENED, Reason.SEVERITY_UP, Reason.LEVEL_CHANGED);
    }

    @ParameterizedTest
    @CsvSource({"8, 20", "30, 20"})
    void shouldKeepAPlateauInOneEpisode(int perMinute, int rampMinutes) throws Exception {
        aWeekOf("广东");
        feed.swell(DELAY, "广东", WAVE, rampMinutes * Feed.MINUTE, 3 * Feed.HOUR, perMinute);

        List<Alert> surges = Backtest.run(write(), shipped(), null, 1).stream()
                .filter(a -> a.rule().equals("IssueSurge") && a.startsAt() >= WAVE)
                .toList();

        assertThat(surges).hasSize(1);
        assertThat(surges.get(0).resolvedAt()).isGreaterThan(WAVE + 3 * Feed.HOUR);
    }

    private void aWeekOf(String... regions) {
        for (int day = 0; day < 7; day++) {
            for (String region : regions) {
                feed.complaints(DELAY, region, Feed.START + day * Feed.DAY, Feed.START + (day + 1) * Feed.DAY, 400);
            }
        }
    }

    private List<DispatchTimeline.Notified> notified(long until) throws Exception {
        List<DispatchTimeline.TimedAlert> emitted = new ArrayList<>();
        for (Alert a : Backtest.revisions(write(), shipped(), null, 1, LocalClock.DEFAULT_ZONE)) {
            emitted.add(new DispatchTimeline.TimedAlert(
                    a.isOpen() ? Math.max(a.firedAt(), a.updatedAt()) : a.resolvedAt(), a));
        }
        return DispatchTimeline.of(NotifyFile.readOrThrow("notify.yaml", shipped("notify.yaml")), emitted, until);
    }

    private Path write() throws Exception {
        return feed.sorted().write(dir.resolve("feed.jsonl"));
    }

    private static RuleUpdate shipped() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (String name : List.of("shipped.yaml", "issues.yaml", "crisis.yaml")) {
            files.put(name, shipped("rules/" + name));
        }
        return new RuleUpdate(1, files, Map.of());
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in = Backtest.class.getResourceAsStream("/tidewatch/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
