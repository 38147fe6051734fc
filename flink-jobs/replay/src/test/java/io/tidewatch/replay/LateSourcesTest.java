package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are late by nature beside one that is punctual, through the whole data path under the shipped rules. */
class LateSourcesTest {
    private static final String DELAY = "logistics.transit_delay";
    private static final long START = Feed.START - 8 * Feed.HOUR; // midnight in China

    private static VirtualCluster cluster;
    private static RuleUpdate rules;

    private long lastDay = START + 2 * Feed.DAY;
    private final SplittableRandom random = new SplittableRandom(7);
    private final Feed feed = new Feed(7);
    private final List<VirtualMessage> coming = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        cluster = VirtualCluster.start(1);
        rules = new RuleUpdate(
                1, Map.of("shipped.yaml", Files.readString(Path.of("../../alert-rules/rules/shipped.yaml"))), Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void shouldTellOfASurgeOnAHotlineThatIsHeardHoursLater() throws Exception {
        punctual();
        long said = lastDay + 9 * Feed.HOUR;
        // before and after it is not silent
        hotline(START, 10, 2 * 24 + 9);
        hotline(said + 4 * Feed.HOUR, 10, 11);
        for (int i = 0; i < 1_000; i++) {
            hearHotline(said + random.nextLong(Feed.HOUR));
        }

        List<Alert> alerts = play();

        // that a hotline begins to speak of what was never heard there is told too, days before
        List<Alert> told =
                of(alerts, "浙江").stream().filter(x -> x.startsAt() >= said).toList();
        assertThat(told).hasSize(1);
        Alert a = told.get(0);
        assertThat(a.startsAt()).isBetween(said + 3 * Feed.HOUR, said + 4 * Feed.HOUR + 30 * Feed.MINUTE);
        assertThat(a.evidence().saidFrom()).isBetween(said - 4 * Feed.HOUR, said + Feed.HOUR);
        assertThat(a.evidence().saidTo()).isBetween(said, said + Feed.HOUR);
        assertThat(a.evidence().samples())
                .isNotEmpty()
                .extracting(EvidenceSample::eventTime)
                .allMatch(t -> t < said + Feed.HOUR);
        assertThat(AlertJson.write(a)).contains("\"said_from\":", "\"said_to\":");
        assertThat(first(alerts, a).summary().zh()).contains("小时前说的，现在才听到");
        assertThat(first(alerts, a).summary().en()).containsPattern("said \\d–\\d h ago, heard now");
        assertThat(alerts).filteredOn(x -> x.rule().equals("SourceSilent")).isEmpty();
    }

    @Test
    void shouldNotSlowPunctualSourcesDown() throws Exception {
        lastDay = START + Feed.DAY;
        punctual();
        List<Long> alone = of(play(), "广东").stream().map(Alert::firedAt).toList();
        hotline(START, 20, 24);

        // that they begin to speak is told first, and is over as the new level before the surge
        List<Alert> beside = of(play(), "广东");

        assertThat(beside).extracting(Alert::firedAt).isEqualTo(alone).hasSize(2);
        assertThat(beside).noneMatch(x -> AlertJson.write(x).contains("said_from"));
    }

    @Test
    void shouldTellOfABatchOfYesterdayOnce() throws Exception {
        punctual();
        long upload = lastDay + 10 * Feed.HOUR;
        for (int i = 0; i < 200; i++) {
            hear("survey", lastDay - random.nextLong(Feed.DAY), upload + i * 300L);
        }

        List<Alert> alerts = play();

        List<Alert> told = of(alerts, "浙江");
        assertThat(told).hasSize(1);
        assertThat(told.get(0).startsAt()).isBetween(upload, upload + 10 * Feed.MINUTE);
        assertThat(told.get(0).peak().originals()).isGreaterThan(150);
        assertThat(first(alerts, told.get(0)).summary().zh()).contains("小时前说的，现在才听到");
        assertThat(alerts).filteredOn(x -> x.rule().equals("SourceSilent")).isEmpty();
    }

    @Test
    void shouldNotMissASurveyThatIsUploadedEveryDay() throws Exception {
        lastDay = START + 4 * Feed.DAY;
        punctual();
        for (int day = 1; day <= 4; day++) {
            long upload = START + day * Feed.DAY + 10 * Feed.HOUR;
            for (int i = 0; i < 25; i++) {
                hear("survey", upload - 10 * Feed.HOUR - random.nextLong(Feed.DAY), upload + i * 300L);
            }
        }

        List<Alert> alerts = play();

        assertThat(of(alerts, "浙江")).isEmpty();
        assertThat(alerts).filteredOn(x -> x.rule().equals("SourceSilent")).isEmpty();
    }

    @Test
    void shouldTellTheSameFromAFileThatSaysWhenItWasHeard(@TempDir Path dir) throws Exception {
        hotline(START, 10, 2 * 24 + 12);
        long said = lastDay + 9 * Feed.HOUR;
        for (int i = 0; i < 1_000; i++) {
            hearHotline(said + random.nextLong(Feed.HOUR));
        }
        for (VirtualMessage m : coming) {
            Feedback f = m.message().feedback();
            feed.messages.add(m.message().toBuilder()
                    .feedback(f.toBuilder().heardAt(m.comesAt()).build())
                    .build());
        }
        Path file = feed.sorted().write(dir.resolve("hotline.jsonl"));

        List<Alert> once = Backtest.run(file, rules, null, 1);
        List<Alert> twice = Backtest.run(file, rules, null, 2);

        assertThat(of(once, "浙江")).singleElement().satisfies(a -> {
            assertThat(a.startsAt()).isBetween(said + 3 * Feed.HOUR, said + 4 * Feed.HOUR + 30 * Feed.MINUTE);
            assertThat(a.evidence().isHeardLate()).isTrue();
        });
        assertThat(once).filteredOn(a -> a.rule().equals("SourceSilent")).isEmpty();
        assertThat(twice.stream().map(AlertJson::write).toList())
                .isEqualTo(once.stream().map(AlertJson::write).toList());
    }

    /** Weibo: a steady trickle, and a surge of its own in another region. */
    private void punctual() {
        for (long t = START; t < lastDay + 20 * Feed.HOUR; t += 15 * Feed.MINUTE) {
            long time = t + random.nextLong(15 * Feed.MINUTE);
            hear(feed.from("weibo").complaint(DELAY, "广东", time, null), time + 1_000);
        }
        for (int i = 0; i < 150; i++) {
            long time = lastDay + 12 * Feed.HOUR + random.nextLong(30 * Feed.MINUTE);
            hear(feed.from("weibo").complaint(DELAY, "广东", time, null), time + 1_000);
        }
    }

    private void hotline(long from, int perHour, int hours) {
        for (int i = 0; i < perHour * hours; i++) {
            hearHotline(from + random.nextLong(hours * Feed.HOUR));
        }
    }

    private void hearHotline(long said) {
        hear("hotline", said, said + 3 * Feed.HOUR + random.nextLong(3 * Feed.HOUR));
    }

    private void hear(String source, long said, long heard) {
        hear(feed.from(source).complaint(DELAY, "浙江", said, null), heard);
    }

    private void hear(AnnotatedFeedback m, long heard) {
        Feedback f = m.feedback();
        AnnotatedFeedback received = m.toBuilder().feedback(f).receivedAt(heard).build();
        coming.add(new VirtualMessage(heard, received));
    }

    /** @return every revision of every episode */
    private List<Alert> play() throws InterruptedException {
        coming.sort(Comparator.comparingLong(VirtualMessage::comesAt));
        return cluster.play(new VirtualCluster.Play(
                        rules, START, lastDay + 20 * Feed.HOUR, List.copyOf(coming), List.of(), List.of()))
                .alerts();
    }

    private static List<Alert> of(List<Alert> alerts, String region) {
        return Backtest.lastOf(alerts.iterator()).stream()
                .filter(a ->
                        a.rule().equals("IssueSurge") && region.equals(a.group().get("region")))
                .toList();
    }

    private static Alert first(List<Alert> alerts, Alert a) {
        return alerts.stream()
                .filter(x -> x.id().equals(a.id()) && x.revision() == 1)
                .findFirst()
                .orElseThrow();
    }
}
