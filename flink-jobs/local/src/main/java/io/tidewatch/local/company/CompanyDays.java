package io.tidewatch.local.company;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.local.sample.SampleRegion;
import io.tidewatch.local.sample.SeededRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Annotated feedback of one company's weeks: complaints of the issues it knows, praise and questions, and the crises that are
 * planted. Rates follow the company's day and week, its level that drifts, its promotions, noise of a day and of an hour,
 * and scatter more than Poisson's; now and then a few people complain of one thing within five minutes, or one post is
 * copied by many. The same settings give the same messages.
 */
public final class CompanyDays {
    private static final double CORRELATION = StrictMath.exp(-1 / 12.0);
    private static final double CLUMPS_PER_DAY = 0.2;
    private static final double STORMS_PER_DAY = 0.2;
    private static final long HOUR_MS = 3_600_000;

    private final CompanySettings settings;
    private final Company company;
    private final CompanyMessages messages;
    private final List<Crisis> crises;
    private final List<Stream> streams = new ArrayList<>();
    private final ComplaintBins complaints;

    public CompanyDays(CompanySettings settings) {
        this.settings = settings;
        this.company = new Company(settings);
        this.messages = new CompanyMessages(company);
        this.crises = CrisisPlan.of(company);
        this.complaints = new ComplaintBins(settings.start(), settings.days() * CompanySettings.BINS);
    }

    /** What is planted, in order of onset. */
    public List<Crisis> crises() {
        return crises;
    }

    /** Original complaints as they are tagged; complete once {@link #play} has returned. */
    public ComplaintBins complaints() {
        return complaints;
    }

    /**
     * Gives every message in order of event time. To be called once.
     *
     * @return how many
     */
    public long play(Consumer<AnnotatedFeedback> out) {
        for (Company.Issue i : company.issues) {
            streams.add(
                    new Stream(streams.size(), Planned.Kind.COMPLAINT, i.id(), i.perDay(), i.scatter(), i.wobble()));
        }
        streams.add(new Stream(streams.size(), Planned.Kind.PRAISE, "", company.praisePerDay, 0.02, 0.1));
        streams.add(new Stream(streams.size(), Planned.Kind.QUESTION, "", company.questionsPerDay, 0.02, 0.1));
        SplittableRandom random = SeededRandom.of(settings.seed() * 1_000_003 + settings.volume(), 31);
        int[] given = new int[crises.size()];
        long total = 0;
        List<Planned> day = new ArrayList<>();
        List<Planned> later = new ArrayList<>();
        for (int d = 0; d < settings.days(); d++) {
            long midnight = settings.start() + d * CompanySettings.DAY_MS;
            long end = midnight + CompanySettings.DAY_MS;
            day.clear();
            day.addAll(later);
            later.clear();
            for (Stream s : streams) {
                s.day(d, midnight, day);
            }
            clump(random, midnight, day);
            storm(random, midnight, day);
            for (Crisis c : crises) {
                for (int i = given[c.number()]; i < c.times().length && c.times()[i] < end; i++, given[c.number()]++) {
                    day.add(new Planned(c.times()[i], Planned.Kind.CRISIS, c.issue(), null, -1 - c.number(), i, 0, c));
                }
            }
            day.sort(Comparator.comparingLong(Planned::at)
                    .thenComparingInt(Planned::stream)
                    .thenComparingLong(Planned::serial)
                    .thenComparingInt(Planned::copy));
            for (Planned p : day) {
                if (p.at() >= end) {
                    later.add(p);
                    continue;
                }
                AnnotatedFeedback m = messages.of(p);
                if (p.copy() == 0) {
                    complaints.add(m);
                }
                out.accept(m);
                total++;
            }
        }
        return total;
    }

    /** Some people complain of one thing in one place within five minutes. */
    private void clump(SplittableRandom random, long midnight, List<Planned> out) {
        if (!SeededRandom.hit(random, CLUMPS_PER_DAY)) {
            return;
        }
        Stream s = streams.get(random.nextInt(company.issues.size()));
        SampleRegion region = company.regions.draw(random);
        long at = midnight + random.nextInt(CompanySettings.BINS) * CompanySettings.BIN_MS;
        for (int i = 3 + random.nextInt(settings.volume() < 1_000 ? 4 : 8); i > 0; i--) {
            out.add(s.planned(at + random.nextInt((int) CompanySettings.BIN_MS), region, random.nextLong()));
        }
    }

    /** One post is copied by many, mostly within the hour. */
    private void storm(SplittableRandom random, long midnight, List<Planned> out) {
        if (!SeededRandom.hit(random, STORMS_PER_DAY)) {
            return;
        }
        Stream s = streams.get(random.nextInt(company.issues.size()));
        long at = midnight + 7 * HOUR_MS + random.nextInt((int) (14 * HOUR_MS));
        long post = random.nextLong();
        int copies = 10 + random.nextInt(Math.min(2_000, 20 + settings.volume() / 10));
        for (int i = 0; i < copies; i++) {
            long after = i == 0 ? 0 : 1_000 + (long) (-HOUR_MS * StrictMath.log(1 - random.nextDouble()));
            out.add(new Planned(
                    at + Math.min(after, 8 * HOUR_MS), Planned.Kind.COPY, s.issue, null, s.index, post, i, null));
        }
    }

    /** What is written of one thing, nationwide. */
    private final class Stream {
        private final int index;
        private final Planned.Kind kind;
        private final String issue;
        private final double perBin;
        private final double scatter;
        private final double wobble;
        private final SplittableRandom random;
        private double level;
        private double noise;

        Stream(int index, Planned.Kind kind, String issue, double perDay, double scatter, double wobble) {
            this.index = index;
            this.kind = kind;
            this.issue = issue;
            this.perBin = perDay / CompanySettings.BINS;
            this.scatter = scatter;
            this.wobble = wobble;
            this.random = SeededRandom.of(settings.seed() * 1_000_003 + settings.volume(), 1_000 + index);
        }

        void day(int d, long midnight, List<Planned> out) {
            level = 0.98 * level + 0.04 * SeededRandom.normal(random);
            double ofDays = perBin * company.rhythms.ofDays(d);
            for (int b = 0; b < CompanySettings.BINS; b++) {
                noise = CORRELATION * noise
                        + wobble * StrictMath.sqrt(1 - CORRELATION * CORRELATION) * SeededRandom.normal(random);
                double mean = ofDays * company.rhythms.ofDay(b) * StrictMath.exp(level + noise - wobble * wobble / 2);
                for (int i = SeededRandom.negativeBinomial(random, mean, scatter); i > 0; i--) {
                    long at = midnight + b * CompanySettings.BIN_MS + random.nextInt((int) CompanySettings.BIN_MS);
                    out.add(planned(at, null, random.nextLong()));
                }
            }
        }

        Planned planned(long at, @Nullable SampleRegion region, long serial) {
            return new Planned(at, kind, issue, region, index, serial, 0, null);
        }
    }
}
