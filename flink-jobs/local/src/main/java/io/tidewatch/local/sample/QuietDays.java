package io.tidewatch.local.sample;

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
import io.tidewatch.taxonomy.Leaf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Annotated complaints of days on which nothing happens, but for the surges that are planted: every issue that is no
 * emergency by itself, in every region. Rates differ by issue and region as Zipf's law and the population have it, follow a
 * day with two humps and a weekend, wander by a few per cent a day and by the hour, scatter more than Poisson, and now and
 * then come in clumps. The same settings give the same messages.
 */
public final class QuietDays {
    private static final long BIN_MS = 300_000;
    private static final int BINS = 288;
    private static final long DAY_MS = 86_400_000;
    private static final double CORRELATION = StrictMath.exp(-1 / 12.0);
    private static final double CLUMPS_PER_DAY = 0.02;
    private static final int[] RAMPS = {6, 12, 24};
    private static final int HOLD = 12;
    private static final int FALL = 6;
    private static final double PEAK_PER_BIN = 35;
    private static final List<String> CHANNELS =
            List.of("social", "im", "phone", "ticket", "review", "email", "app", "social");

    private final QuietSettings settings;
    private final List<Leaf> issues;
    private final List<InjectedSurge> surges = new ArrayList<>();

    public QuietDays(QuietSettings settings) {
        this.settings = settings;
        this.issues = settings.taxonomy().leaves().stream()
                .filter(l -> !l.severity().equals("P1"))
                .toList();
    }

    /** What was planted; complete once {@link #play} has returned. */
    public List<InjectedSurge> surges() {
        return List.copyOf(surges);
    }

    /**
     * Gives every message in order of event time, then id.
     *
     * @return how many
     */
    public long play(Consumer<AnnotatedFeedback> messages) {
        List<SampleRegion> regions = SampleRegions.packaged().all();
        double population = regions.stream().mapToInt(SampleRegion::weight).sum();
        double ranks = 0;
        for (int i = 0; i < issues.size(); i++) {
            ranks += 1.0 / (i + 2);
        }
        List<Stream> streams = new ArrayList<>();
        for (int i = 0; i < issues.size(); i++) {
            for (int r = 0; r < regions.size(); r++) {
                SplittableRandom random = SeededRandom.of(settings.seed(), i * 1_000L + r);
                double share = 1.0 / (i + 2) / ranks * regions.get(r).weight() / population;
                streams.add(new Stream(
                        issues.get(i).id(),
                        regions.get(r).name(),
                        SeededRandom.logNormal(random, share * settings.perDay() / BINS, 0.4),
                        random));
            }
        }
        plant(streams);
        long total = 0;
        List<Planned> day = new ArrayList<>();
        for (int d = 0; d < settings.days(); d++) {
            day.clear();
            for (int s = 0; s < streams.size(); s++) {
                streams.get(s).day(d, s, day);
            }
            day.sort(Comparator.comparingLong(Planned::at)
                    .thenComparingInt(Planned::stream)
                    .thenComparingLong(Planned::serial));
            for (Planned planned : day) {
                messages.accept(message(streams.get(planned.stream()), planned));
            }
            total += day.size();
        }
        return total;
    }

    private void plant(List<Stream> streams) {
        surges.clear();
        SplittableRandom random = SeededRandom.of(settings.seed(), -7);
        int free = settings.days() - settings.learning();
        for (int i = 0; i < settings.surges(); i++) {
            Stream s = streams.get(random.nextInt(streams.size()));
            double multiple = Math.max(5, PEAK_PER_BIN / s.volume);
            int ramp = RAMPS[random.nextInt(RAMPS.length)];
            int onset = (settings.learning() * BINS)
                    + i * free * BINS / Math.max(1, settings.surges())
                    + random.nextInt(BINS / 2);
            if (s.surge != null || onset + ramp + HOLD + FALL >= settings.days() * BINS) {
                continue;
            }
            s.surge = new int[] {onset, ramp};
            s.multiple = multiple;
            surges.add(new InjectedSurge(
                    s.issue,
                    s.region,
                    settings.start() + onset * BIN_MS,
                    settings.start() + (onset + ramp + HOLD) * BIN_MS,
                    settings.start() + (onset + ramp + HOLD + FALL) * BIN_MS,
                    multiple));
        }
    }

    private AnnotatedFeedback message(Stream s, Planned planned) {
        long mixed = SeededRandom.mix(planned.at() * 31 + planned.stream() * 1_000_003L + planned.serial());
        String id = "quiet:" + Long.toHexString(mixed);
        String text = "订单 " + Long.toHexString(mixed) + " "
                + settings.taxonomy().nameOf(s.issue).zh();
        String channel = CHANNELS.get((int) Long.remainderUnsigned(mixed, CHANNELS.size()));
        String key = String.format("%016x", SeededRandom.mix(mixed + 1));
        Feedback f = Feedback.builder(id, "quiet-" + channel, planned.at())
                .channel(channel)
                .text(text)
                .lang("zh")
                .visibility(Visibility.PUBLIC)
                .author(new Author(
                        "a" + Long.toHexString(mixed >>> 8),
                        AuthorRole.CUSTOMER,
                        null,
                        100 + (mixed >>> 52),
                        Verification.NONE))
                .customer(new Customer("c" + Long.toHexString(mixed >>> 8), "unknown", s.region, null, null))
                .build();
        return AnnotatedFeedback.builder(f)
                .tokens(text)
                .keywords(List.of(settings.taxonomy().nameOf(s.issue).zh()))
                .contentHash(key)
                .voiceKey(key)
                .simhash(mixed)
                .foldable(true)
                .sentiment(new Sentiment(Label.NEGATIVE, -0.8, 0.95))
                .opinions(List.of(new Opinion(s.issue, Label.NEGATIVE, -0.8, 0.95, 0, text.length(), true)))
                .grade(3)
                .analysisVersion("quiet")
                .build();
    }

    private record Planned(long at, int stream, long serial) {}

    /** The messages of one issue in one region. */
    private final class Stream {
        private final String issue;
        private final String region;
        private final double volume;
        private final SplittableRandom random;
        private final double phase;
        private final double weekend;
        private final double scatter;
        private final double wobble;
        private double level;
        private double noise;
        private int @Nullable [] surge;
        private double multiple;

        Stream(String issue, String region, double volume, SplittableRandom random) {
            this.issue = issue;
            this.region = region;
            this.volume = volume;
            this.random = random;
            this.phase = random.nextDouble() * 3 - 1.5;
            this.weekend = 0.6 + random.nextDouble() * 0.8;
            this.scatter = 0.02 + random.nextDouble() * 0.28;
            this.wobble = 0.05 + random.nextDouble() * 0.25;
        }

        void day(int d, int index, List<Planned> out) {
            level += 0.06 * SeededRandom.normal(random);
            level *= 0.98;
            long midnight = settings.start() + d * DAY_MS;
            boolean rest = Math.floorMod(Math.floorDiv(midnight + 8 * 3_600_000L, DAY_MS) + 3, 7L) >= 5;
            for (int b = 0; b < BINS; b++) {
                noise = CORRELATION * noise
                        + wobble * StrictMath.sqrt(1 - CORRELATION * CORRELATION) * SeededRandom.normal(random);
                double mean =
                        volume * shape(b) * (rest ? weekend : 1) * StrictMath.exp(level + noise) * rise(d * BINS + b);
                int n = SeededRandom.negativeBinomial(random, mean, scatter);
                if (SeededRandom.hit(random, CLUMPS_PER_DAY / BINS)) {
                    n += 3 + random.nextInt(8);
                }
                for (int i = 0; i < n; i++) {
                    out.add(new Planned(
                            midnight + b * BIN_MS + random.nextInt((int) BIN_MS), index, random.nextLong()));
                }
            }
        }

        private double shape(int bin) {
            double hour = bin / 12.0 + phase;
            return 0.15 + 1.6 * hump(hour, 11.5, 3) + 1.9 * hump(hour, 20.5, 2.5);
        }

        private double hump(double hour, double centre, double width) {
            double off = Math.abs(hour - centre);
            off = Math.min(off, 24 - off);
            return StrictMath.exp(-off * off / (2 * width * width));
        }

        private double rise(int bin) {
            if (surge == null || bin < surge[0]) {
                return 1;
            }
            int into = bin - surge[0];
            int ramp = surge[1];
            double part = into < ramp
                    ? (double) into / ramp
                    : into < ramp + HOLD ? 1 : Math.max(0, 1 - (double) (into - ramp - HOLD) / FALL);
            // the multiple is of the usual rate, whatever the hour is
            return 1 + (multiple - 1) * part / Math.max(0.3, shape(bin % BINS));
        }
    }
}
