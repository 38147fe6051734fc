package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.time.LocalClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Clocks, sources and floods gone wrong, one to a region, in one recording. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String DELAY = "logistics.transit_delay";
    private static final long END = Feed.START + 3 * Feed.DAY;
    private static final long NOON = Feed.START + 2 * Feed.DAY + 12 * Feed.HOUR;

    /** A message and the place of its line in the file. */
    private record Line(long at, AnnotatedFeedback message) {}

    private final Feed feed = new Feed(9);
    private final SplittableRandom random = new SplittableRandom(9);
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Integer> said = new HashMap<>();
    private final ComplaintCounts counts = new ComplaintCounts();
    private List<Alert> alerts = List.of();

    @TempDir
    static Path dir;

    @BeforeAll
    void play() throws Exception {
        for (String region : List.of("浙江", "广东", "北京", "上海", "四川", "湖北")) {
            for (int i = 0; i < 900; i++) {
                long time = Feed.START + random.nextLong(3 * Feed.DAY);
                say(region, time, time + random.nextLong(60_000));
            }
        }
        // minutes out of order
        for (int i = 0; i < 900; i++) {
            long time = Feed.START + random.nextLong(3 * Feed.DAY);
            say("山东", time, time + random.nextLong(15 * Feed.MINUTE));
        }
        // ten thousand copies in one instant
        AnnotatedFeedback post = complaint("浙江", NOON);
        for (int i = 0; i < 10_000; i++) {
            lines.add(new Line(NOON, copyOf(post, complaint("浙江", NOON))));
        }
        said.merge("浙江", 1, Integer::sum);
        // hours late, many at once
        for (int i = 0; i < 500; i++) {
            say("广东", NOON - Feed.HOUR - random.nextLong(20 * Feed.HOUR), NOON);
        }
        // a source that is down for a day and returns with all of it in one instant
        for (int i = 0; i < 2_000; i++) {
            say("北京", NOON - 20 * Feed.HOUR + random.nextLong(20 * Feed.HOUR), NOON);
        }
        // a clock that is minutes ahead, and jumps back: while it leads, all others are late and no more than counted
        for (int i = 0; i < 200; i++) {
            long at = NOON + 2 * Feed.HOUR + random.nextLong(3 * Feed.HOUR);
            say("上海", at + 10 * Feed.MINUTE, at);
        }
        // a real surge while all this goes on
        for (int i = 0; i < 600; i++) {
            long time = NOON + random.nextLong(30 * Feed.MINUTE);
            say("四川", time, time + random.nextLong(60_000));
        }
        lines.sort(Comparator.comparingLong(Line::at));
        lines.forEach(l -> feed.messages.add(l.message()));
        alerts = Backtest.run(
                feed.write(dir.resolve("bad.jsonl")), RuleTexts.set(1, RULE), null, 2, LocalClock.DEFAULT_ZONE, counts);
    }

    private static final String RULE = """
              - alert: Swell
                kind: surge
                where: 'complaint'
                by: [issue, region]
                window: 10m
                severities:
                  warning: {sensitivity: normal, ratio: '>= 2', originals: '>= 30', authors: '>= 15'}
                for: 1m
                recover: {ratio: '< 1.3', hold: 10m}
            """;

    @Test
    void shouldAlertOnTheSurgeAndNothingElse() {
        assertThat(alerts).extracting(a -> a.group().get("region")).containsOnly("四川");
    }

    @Test
    void shouldLoseNothingThatIsWithinTheHorizon() {
        said.forEach((region, originals) -> assertThat(
                        counts.between(new ComplaintCounts.Key(DELAY, region), Feed.START, END + Feed.DAY))
                .as(region)
                .isEqualTo(originals));
    }

    private void say(String region, long time, long at) {
        lines.add(new Line(at, complaint(region, time)));
        said.merge(region, 1, Integer::sum);
    }

    private AnnotatedFeedback complaint(String region, long time) {
        return feed.complaint(DELAY, region, time, null);
    }

    private static AnnotatedFeedback copyOf(AnnotatedFeedback post, AnnotatedFeedback m) {
        return m.toBuilder()
                .contentHash(post.contentHash())
                .voiceKey(post.voiceKey())
                .simhash(post.simhash())
                .foldable(true)
                .receivedAt(0)
                .annotatedAt(0)
                .noise(null)
                .build();
    }
}
