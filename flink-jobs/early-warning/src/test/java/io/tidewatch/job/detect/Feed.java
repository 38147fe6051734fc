package io.tidewatch.job.detect;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.hash.StableHash;
import io.tidewatch.wire.AnnotatedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Annotated messages for tests of detection: complaints at a steady rate, surges, reposts. */
public final class Feed {
    public static final long START = 1_800_000_000_000L / 86_400_000 * 86_400_000;
    public static final long MINUTE = 60_000;
    public static final long HOUR = 60 * MINUTE;
    public static final long DAY = 24 * HOUR;

    public final List<AnnotatedFeedback> messages = new ArrayList<>();
    private final SplittableRandom random;
    private int n;
    private String source = "weibo";

    public Feed(long seed) {
        random = new SplittableRandom(seed);
    }

    public static AnnotatedFeedback heartbeat(String source, long time) {
        Feedback beat = Feedback.heartbeat(source, time);
        AnnotatedFeedback bare = new Feed(1).complaint("app.crash", "浙江", time, null);
        return AnnotatedFeedback.builder(beat)
                .sentiment(bare.sentiment())
                .analysisVersion("test")
                .build();
    }

    /** Who says what follows. */
    public Feed from(String other) {
        source = other;
        return this;
    }

    /** Complaints spread evenly at random. */
    public Feed complaints(String issue, String region, long from, long to, int count) {
        for (int i = 0; i < count; i++) {
            messages.add(complaint(issue, region, from + random.nextLong(to - from), null));
        }
        return this;
    }

    /** Complaints that become more from nothing to a peak rate and stay there. */
    public Feed swell(String issue, String region, long onset, long ramp, long hold, int perMinute) {
        for (long t = 0; t < ramp + hold; t += MINUTE) {
            int count = (int) (perMinute * Math.min(1.0, (double) t / ramp));
            complaints(issue, region, onset + t, onset + t + MINUTE, count);
        }
        return this;
    }

    /** Copies of one post. */
    public Feed reposts(String issue, String region, long from, long to, int count) {
        for (int i = 0; i < count; i++) {
            messages.add(complaint(issue, region, from + random.nextLong(to - from), "post:0"));
        }
        return this;
    }

    public AnnotatedFeedback complaint(String issue, String region, long time, String repostOf) {
        String id = "test:" + n++;
        long hash = StableHash.fast(id);
        return AnnotatedFeedback.builder(Feedback.builder(id, source, time)
                        .channel("social")
                        .text("快递五天没动，太慢了 " + id)
                        .lang("zh")
                        .visibility(Visibility.PUBLIC)
                        .author(new Author("author" + id, AuthorRole.CUSTOMER, null, 10, Verification.NONE))
                        .customer(new Customer(null, "unknown", region, null, null))
                        .repostOf(repostOf)
                        .build())
                .tokens("快递 五天 没动")
                .keywords(List.of("没动"))
                .contentHash(Long.toHexString(hash))
                .voiceKey(Long.toHexString(hash))
                .simhash(hash)
                .foldable(true)
                .sentiment(new Sentiment(Label.NEGATIVE, -.9, .95))
                .opinions(List.of(new Opinion(issue, Label.NEGATIVE, -.9, .95, 0, 6, true)))
                .grade(3)
                .analysisVersion("test")
                .build();
    }

    /** In event-time order. */
    public Feed sorted() {
        messages.sort(
                Comparator.comparingLong((AnnotatedFeedback m) -> m.feedback().eventTime())
                        .thenComparing(m -> m.feedback().id()));
        return this;
    }

    /** In order but for jitter below a bound. */
    public Feed shuffledWithin(long bound, long seed) {
        SplittableRandom jitter = new SplittableRandom(seed);
        record Placed(long at, AnnotatedFeedback message) {}
        List<Placed> placed = new ArrayList<>();
        for (AnnotatedFeedback m : messages) {
            placed.add(new Placed(m.feedback().eventTime() + jitter.nextLong(bound), m));
        }
        placed.sort(Comparator.comparingLong(Placed::at));
        messages.clear();
        placed.forEach(p -> messages.add(p.message()));
        return this;
    }

    public Path write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        messages.forEach(m -> lines.add(AnnotatedJson.write(m)));
        return Files.write(file, lines);
    }
}
