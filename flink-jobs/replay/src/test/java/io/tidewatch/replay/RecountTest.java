package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Measure;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Verification;
import io.tidewatch.job.detect.DetectJob;
import io.tidewatch.job.detect.DetectPipeline;
import io.tidewatch.job.detect.DetectStreams;
import io.tidewatch.job.detect.DieOnce;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.figures.Tally;
import io.tidewatch.job.detect.rules.DetectSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measures against a recount that knows no streams, after duplicates, copies, late data and the death of a task. */
class RecountTest {
    private static final long END = Feed.START + 3 * Feed.DAY;
    private static final String[] ISSUES = {"logistics.transit_delay", "payment.failure", "app.crash"};
    private static final String[] REGIONS = {"浙江", "广东"};
    private static final String[] CHANNELS = {"social", "review"};

    /** Posts, originals, authors, reach and negative. */
    private record Counts(long posts, long originals, long authors, long reach, long negative) {}

    private final SplittableRandom random = new SplittableRandom(5);
    private final Feed feed = new Feed(5);

    @TempDir
    Path dir;

    @Test
    void shouldCountAsARecountDoesWhateverHappens() throws Exception {
        List<AnnotatedFeedback> arriving = heard();
        feed.messages.clear();
        feed.messages.addAll(arriving);
        Path file = feed.write(dir.resolve("feed.jsonl"));
        DieOnce.reset();

        Map<String, Counts> emitted = new TreeMap<>();
        try (StreamExecutionEnvironment env = DieOnce.environment()) {
            DetectSettings settings = Backtest.settings(file, RuleTexts.set(1, RuleTexts.surge("Swell")));
            DetectStreams streams = DetectPipeline.define(
                    Backtest.read(env, file, null)
                            .map(new DieOnce(Feed.START + Feed.DAY, Feed.START + 60 * Feed.HOUR))
                            .returns(AnnotatedFeedback.class)
                            .uid("die-once")
                            .setParallelism(1),
                    Backtest.noUpdates(env),
                    null,
                    settings);
            try (CloseableIterator<Tally> tallies =
                    DetectPipeline.count(streams.feedback(), settings).executeAndCollect("recount")) {
                while (tallies.hasNext()) {
                    Tally t = tallies.next();
                    if (t.closed() && !t.issue().isEmpty()) {
                        Measure m = DetectJob.measure(t);
                        emitted.put(
                                m.group().values() + " " + m.start(),
                                new Counts(m.posts(), m.originals(), m.authors(), m.reach(), m.negative()));
                    }
                }
            }
        }

        assertThat(DieOnce.DEATHS).hasValue(1);
        assertThat(DieOnce.RESTORES).hasValue(1);
        Map<String, Counts> counted = recount(arriving);
        Set<String> keys = new TreeSet<>(emitted.keySet());
        keys.addAll(counted.keySet());
        assertThat(keys).hasSizeGreaterThan(3_000);
        assertThat(keys.stream()
                        .filter(k -> !Objects.equals(emitted.get(k), counted.get(k)))
                        .map(k -> k + ": emitted " + emitted.get(k) + ", counted " + counted.get(k)))
                .isEmpty();
    }

    /** In order of arrival: within jitter, repeated, hours late, and some too late to be counted. */
    private List<AnnotatedFeedback> heard() {
        record Placed(long at, AnnotatedFeedback message) {}
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            long time = Feed.START + random.nextLong(END - Feed.START);
            AnnotatedFeedback m = message(i, time);
            placed.add(new Placed(time + random.nextLong(90_000), m));
            if (i % 7 == 0) {
                placed.add(new Placed(time + random.nextLong(20 * Feed.HOUR), m));
            }
        }
        for (int i = 6_000; i < 6_300; i++) {
            long time = Feed.START + random.nextLong(END - Feed.START);
            placed.add(new Placed(time + Feed.HOUR + random.nextLong(40 * Feed.HOUR), message(i, time)));
        }
        for (int i = 6_300; i < 6_350; i++) {
            placed.add(new Placed(END - Feed.HOUR, message(i, Feed.START + random.nextLong(10 * Feed.HOUR))));
        }
        // a copy hours after its original, so that lateness does not decide which of them is first
        for (int i = 6_350; i < 6_900; i++) {
            Placed original = placed.get(random.nextInt(2_000));
            AnnotatedFeedback o = original.message();
            long time = o.feedback().eventTime() + 3 * Feed.HOUR + random.nextLong(10 * Feed.HOUR);
            placed.add(new Placed(time + random.nextLong(60_000), copyOf(o, message(i, time), i % 3 == 0)));
        }
        placed.add(new Placed(END + Feed.MINUTE, message(6_900, END)));
        placed.sort(Comparator.comparingLong(Placed::at));
        return placed.stream().map(Placed::message).toList();
    }

    private AnnotatedFeedback message(int i, long time) {
        // at night minutes with many, so that authors repeat within one
        long when = i % 4 == 0 ? time - Math.floorMod(time, Feed.HOUR) + random.nextLong(2 * Feed.MINUTE) : time;
        AnnotatedFeedback m = feed.complaint(ISSUES[random.nextInt(3)], REGIONS[random.nextInt(2)], when, null);
        Feedback f = m.feedback();
        List<Opinion> opinions = new ArrayList<>(m.opinions());
        if (i % 9 == 0) {
            opinions.addAll(m.opinions());
        }
        int author = random.nextInt(40);
        Feedback of = feedback(
                f,
                CHANNELS[random.nextInt(2)],
                new Author("author" + author, AuthorRole.CUSTOMER, null, random.nextInt(5), Verification.NONE),
                f.customer(),
                null);
        return annotated(m, of, m.voiceKey(), m.simhash(), opinions);
    }

    private AnnotatedFeedback copyOf(AnnotatedFeedback original, AnnotatedFeedback m, boolean marked) {
        Feedback f = m.feedback();
        Feedback of = feedback(
                f,
                f.channel(),
                f.author(),
                f.customer(),
                marked ? original.feedback().id() : null);
        return annotated(m, of, original.voiceKey(), original.simhash(), m.opinions());
    }

    private static Feedback feedback(Feedback f, String channel, Author author, Customer customer, String repostOf) {
        return f.toBuilder()
                .channel(channel)
                .author(author)
                .customer(customer)
                .repostOf(repostOf)
                .channelUnknown(false)
                .build();
    }

    private static AnnotatedFeedback annotated(
            AnnotatedFeedback m, Feedback feedback, String voice, long simhash, List<Opinion> opinions) {
        return m.toBuilder()
                .feedback(feedback)
                .voiceKey(voice)
                .simhash(simhash)
                .foldable(true)
                .opinions(opinions)
                .receivedAt(0)
                .annotatedAt(0)
                .noise(null)
                .build();
    }

    /**
     * The same counts from the list alone. An id counts once, unless it comes more than two days after its event time; of
     * equal voices the earliest is the original; followers are the most that an author had in the minute.
     */
    private static Map<String, Counts> recount(List<AnnotatedFeedback> arriving) {
        List<AnnotatedFeedback> once = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        long newest = Long.MIN_VALUE;
        for (AnnotatedFeedback m : arriving) {
            long time = m.feedback().eventTime();
            newest = Math.max(newest, time);
            if (newest - time < 49 * Feed.HOUR && ids.add(m.feedback().id())) {
                once.add(m);
            }
        }
        once.sort(Comparator.comparingLong((AnnotatedFeedback m) -> m.feedback().eventTime())
                .thenComparing(m -> m.feedback().id()));
        Map<String, Counts> out = new TreeMap<>();
        Map<String, Map<String, Long>> followers = new HashMap<>();
        Set<String> voices = new HashSet<>();
        for (AnnotatedFeedback m : once) {
            Feedback f = m.feedback();
            boolean original = f.repostOf() == null && voices.add(m.voiceKey());
            Set<String> issues = new HashSet<>();
            m.opinions().forEach(o -> issues.add(o.issue()));
            for (String issue : issues) {
                String key = List.of(issue, f.customer().region(), f.channel()) + " "
                        + (f.eventTime() - Math.floorMod(f.eventTime(), Feed.MINUTE));
                Map<String, Long> reach = followers.computeIfAbsent(key, k -> new HashMap<>());
                if (original) {
                    reach.merge(f.author().id(), f.author().followers(), Math::max);
                }
                Counts c = out.getOrDefault(key, new Counts(0, 0, 0, 0, 0));
                out.put(
                        key,
                        new Counts(
                                c.posts() + 1,
                                c.originals() + (original ? 1 : 0),
                                reach.size(),
                                reach.values().stream().mapToLong(n -> n).sum(),
                                c.negative() + 1));
            }
        }
        return out;
    }
}
