package io.tidewatch.job.detect.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.copies.CountedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.util.ListCollector;
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
    void shouldCountAMessageOnceHoweverManyIssuesItComplainsOf() throws Exception {
        AnnotatedFeedback m = new Feed(1).complaint(DELAY, "浙江", END, null);
        AnnotatedFeedback two = m.toBuilder()
                .opinions(List.of(m.opinions().get(0), opinion("quality.defect", Label.NEGATIVE, true)))
                .build();
        AnnotatedFeedback praise = m.toBuilder()
                .sentiment(new Sentiment(Label.POSITIVE, .9, .95))
                .opinions(List.of(opinion("service", Label.POSITIVE, false)))
                .build();

        say(two, 0);
        say(praise, 1);

        assertThat(figures.issues(END, Feed.HOUR))
                .containsOnly(Map.entry(DELAY, 1.0), Map.entry("quality.defect", 1.0));
        assertThat(figures.complaints(END))
                .containsOnly(Map.entry("5m", "1"), Map.entry("1h", "1"), Map.entry("24h", "1"));
        assertThat(figures.regions(END)).containsExactly(Map.entry("浙江", "1"));
        assertThat(figures.sources(END, END, Map.of())).containsOnlyKeys("weibo");
        figures.dropBefore(END + Feed.MINUTE);
        assertThat(figures.complaints(END)).containsEntry("24h", "0");
    }

    @Test
    void shouldNotSayZeroComplaintsBeforeAnythingWasHeard() {
        assertThat(figures.complaints(END)).isEmpty();
    }

    @Test
    void shouldShowASourceThatIsDownAndKeepItsNewestMinute() {
        figures.put(source("weibo", END - 20 * Feed.MINUTE, 7));
        figures.put(source("hotline", END, 20));
        figures.dropBefore(END);

        Map<String, String> sources = figures.sources(END, END, Map.of());

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

    private static Opinion opinion(String issue, Label label, boolean complaint) {
        return new Opinion(issue, label, label == Label.NEGATIVE ? -.9 : .9, .95, 0, 4, complaint);
    }

    /** One message in a minute of its own. */
    private void say(AnnotatedFeedback message, int minute) throws Exception {
        List<TallyEvent> events = new ArrayList<>();
        new TallyEvents().flatMap(new CountedMessage(message, true), new ListCollector<>(events));
        for (TallyEvent e : events) {
            TallyPane p = TallyPane.EMPTY.add(e);
            long at = END - minute * Tally.MINUTE_MS;
            figures.put(new Tally(
                    e.issue(),
                    e.region(),
                    e.channel(),
                    e.source(),
                    at,
                    false,
                    p.posts(),
                    p.originals(),
                    1,
                    1,
                    p.negative(),
                    p.neutral(),
                    p.positive(),
                    at));
        }
    }

    private static Tally issue(String issue, String region, String channel, long minute, long originals) {
        return new Tally(issue, region, channel, "", minute, true, originals, originals, 1, 1, 0, 0, 0, minute);
    }

    private static Tally source(String source, long minute, long posts) {
        return new Tally("", "", "", source, minute, true, posts, posts, 1, 1, posts, 0, 0, minute);
    }
}
