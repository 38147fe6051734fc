package io.tidewatch.job.detect.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.job.detect.Feed;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LiveFiguresTest {
    private static final long END = Feed.START + 10 * Feed.HOUR;
    private static final String DELAY = "logistics.transit_delay";

    private final ComplaintFigures figures = new ComplaintFigures();

    @Test
    void shouldReplaceAMinuteAndNotAddToIt() {
        figures.put(issue(DELAY, "浙江", "social", END, 3));

        figures.put(issue(DELAY, "浙江", "social", END, 5));

        assertThat(figures.issues(END, 5 * Feed.MINUTE)).containsExactly(Map.entry(DELAY, 5.0));
        assertThat(figures.regions(DELAY, END)).containsExactly(Map.entry("浙江", "5"));
    }

    @Test
    void shouldEndEachWindowAtTheNewestEventAndLeaveOutWhatIsOlder() {
        figures.put(issue(DELAY, "浙江", "social", END - 5 * Feed.MINUTE, 100));
        figures.put(issue(DELAY, "浙江", "social", END - 4 * Feed.MINUTE, 10));
        figures.put(issue(DELAY, "广东", "phone", END, 1));

        assertThat(figures.issues(END, 5 * Feed.MINUTE)).containsExactly(Map.entry(DELAY, 11.0));
        assertThat(figures.issues(END, ComplaintFigures.HOUR_MS)).containsExactly(Map.entry(DELAY, 111.0));
        assertThat(figures.issues(END + Feed.DAY, ComplaintFigures.HOUR_MS)).isEmpty();
    }

    @Test
    void shouldAgreeWithARecountOfRandomTallies() {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Tally> last = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            Tally t = issue(
                    "issue" + random.nextInt(4),
                    "region" + random.nextInt(3),
                    "channel" + random.nextInt(2),
                    END - random.nextInt(1_600) * Tally.MINUTE_MS,
                    random.nextInt(9));
            figures.put(t);
            last.put(t.key() + t.minute(), t);
        }

        for (long window : new long[] {5 * Feed.MINUTE, Feed.HOUR, Feed.DAY}) {
            Map<String, Double> recount = new TreeMap<>();
            for (Tally t : last.values()) {
                if (t.minute() > END - window && t.originals() > 0) {
                    recount.merge(t.issue(), (double) t.originals(), Double::sum);
                }
            }
            assertThat(figures.issues(END, window)).isEqualTo(recount);
        }
        Map<String, Double> day = figures.issues(END, Feed.DAY);
        figures.dropBefore(END - Feed.DAY);
        assertThat(figures.issues(END, Feed.DAY)).isEqualTo(day);
    }

    @Test
    void shouldShowASourceThatIsDownAndKeepItsNewestMinute() {
        figures.put(source("weibo", END - 20 * Feed.MINUTE, 7));
        figures.put(source("hotline", END, 20));
        figures.dropBefore(END);

        Map<String, String> sources = figures.sources(END);

        assertThat(sources.get("weibo")).contains("\"completeness\":0.0", "\"lag_seconds\":1200", "\"per_minute\":0.0");
        assertThat(sources.get("hotline")).contains("\"completeness\":1.0", "\"lag_seconds\":0", "\"per_minute\":2.0");
    }

    @Test
    void shouldCountSentimentOverTheLastHour() {
        figures.put(source("weibo", END - Feed.HOUR, 7));
        figures.put(source("weibo", END - Feed.HOUR + Feed.MINUTE, 20));

        assertThat(figures.sentiment(END)).containsEntry("negative", "20").containsEntry("positive", "0");
        assertThat(figures.sentiment(END + Feed.DAY)).isEmpty();
    }

    private static Tally issue(String issue, String region, String channel, long minute, long originals) {
        return new Tally(issue, region, channel, "", minute, true, originals, originals, 1, 1, 0, 0, 0, minute);
    }

    private static Tally source(String source, long minute, long posts) {
        return new Tally("", "", "", source, minute, true, posts, posts, 1, 1, posts, 0, 0, minute);
    }
}
