package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.time.LocalClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Shops in Berlin before and after the end of summer time, through the production operators. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalDayBacktestTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final long FIRST = berlin("2026-10-04T00:00:00");
    private static final long CHANGE = berlin("2026-10-25T00:00:00");
    private static final long LAST = berlin("2026-10-28T12:00:00");
    private static final long SURGE = berlin("2026-10-28T09:00:00");
    private static final RuleUpdate RULES = new RuleUpdate(1, Map.of("test.yaml", """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - alert: Swell
                kind: surge
                where: 'complaint'
                by: [issue]
                window: 10m
                severities: {warning: {sensitivity: normal, ratio: '>= 1.3', originals: '>= 10'}}
            """), Map.of());

    private Path file = Path.of("");

    @BeforeAll
    void write(@TempDir Path dir) throws Exception {
        Feed feed = new Feed(5);
        for (long t = FIRST; t < LAST; t += 30 * Feed.MINUTE) {
            LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(t), BERLIN);
            double hours = local.getHour() + local.getMinute() / 60.0 - 9;
            double usual = 10 + 70 * Math.exp(-hours * hours / (2 * 1.8 * 1.8));
            boolean surge = t >= SURGE && t < SURGE + Feed.HOUR;
            feed.complaints("app.crash", "Berlin", t, t + 30 * Feed.MINUTE, (int) (usual * (surge ? 3 : 1)));
        }
        file = feed.sorted().write(dir.resolve("berlin.jsonl"));
    }

    @Test
    void shouldFindTheSurgeAndNotTheMorningAfterTheClocksAreChanged() throws Exception {
        List<Alert> alerts = Backtest.run(file, RULES, null, 1, BERLIN);

        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).firedAt()).isBetween(SURGE, SURGE + Feed.HOUR);
    }

    /** What the zone is for. */
    @Test
    void shouldTakeTheMorningForASurgeWhereTheClocksAreNotChanged() throws Exception {
        List<Alert> alerts = Backtest.run(file, RULES, null, 1, LocalClock.DEFAULT_ZONE);

        assertThat(alerts).anyMatch(a -> a.firedAt() >= CHANGE && a.firedAt() < SURGE);
    }

    private static long berlin(String time) {
        return LocalDateTime.parse(time).atZone(BERLIN).toInstant().toEpochMilli();
    }
}
