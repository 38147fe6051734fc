package io.tidewatch.series;

import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.time.LocalClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many times as much as usual is complained of in general, of most categories at once: on a day of promotion, after a
 * holiday. What one issue rises by beyond that is its own.
 *
 * <p>For each category a baseline says what is usual. A height, from 1 to 3, is as likely as a half hour's count is by a negative
 * binomial of so many times the usual; what was likely before counts with a half-life of two and a half hours. The tide is the
 * mean of the logarithm of the heights, of which none is likely beforehand (Bayes). The two categories that say most for a height are
 * not heard for it, so a crisis of one or two is no tide.
 *
 * <p>Counts are collected by slots of {@value #SLOT_MS} milliseconds and taken when the slot has passed, so their order does not
 * matter. What is usual is learnt little while there is a tide. Mutable.
 */
public final class Tide {
    /** Distance of the instants at which the tide is looked at, milliseconds. */
    public static final long SLOT_MS = 30 * 60_000;

    /** More is no promotion: what rises by more is told although all rises. */
    public static final double HIGHEST = 3;

    /** Less is taken for none. */
    private static final double LOWEST = 1.15;

    private static final int STEPS = 9;
    /** How likely it is beforehand that there is none. */
    private static final double NONE = 0.9;

    private static final double REMEMBERED = 0.87;
    /** φ of the variance mean + φ·mean² of a category's half hour. */
    private static final double DISPERSION = 0.15;

    private static final int KNOWN_BINS = 2 * Baseline.BINS_PER_DAY;
    private static final int FORGOTTEN_BINS = 7 * Baseline.BINS_PER_DAY;

    private static final byte CODEC = 1;

    private static final class Category {
        /** Bin → messages of those that are not closed. */
        final TreeMap<Long, Long> open = new TreeMap<>();

        final BurstFilter usual;
        /** For each height how much likelier it is than none, as a logarithm. */
        final double[] evidence = new double[STEPS];

        Category(BurstFilter usual) {
            this.usual = usual;
        }

        /** Closes bins and weighs them. */
        void close(long until, CalendarEffect tide) {
            double seen = 0;
            double meant = 0;
            if (until - usual.nextBin() > FORGOTTEN_BINS) {
                usual.skip(until - usual.nextBin());
                open.headMap(until).clear();
            }
            while (usual.nextBin() < until) {
                long bin = usual.nextBin();
                Long n = open.remove(bin);
                double count = n == null ? 0 : n;
                if (usual.baseline().bins() >= KNOWN_BINS) {
                    seen += count;
                    meant += usual.baseline().rate(bin);
                }
                usual.follow(tide);
                usual.close(count);
                usual.follow(CalendarEffect.NOTHING);
            }
            for (int i = 0; i < STEPS; i++) {
                evidence[i] *= REMEMBERED;
                if (meant > 0) {
                    evidence[i] += logLikelihood(seen, height(i) * meant) - logLikelihood(seen, meant);
                }
            }
        }
    }

    /** End of slot → category → bin → messages. */
    private final TreeMap<Long, TreeMap<String, TreeMap<Long, Long>>> slots = new TreeMap<>();

    private final TreeMap<String, Category> categories = new TreeMap<>();
    private double tide = 1;

    /**
     * Notes complaints of one slot, one category and one bin of five minutes.
     *
     * @param slot end of the slot in which they came, epoch milliseconds
     * @param bin number of the bin of their event times
     */
    public void add(long slot, String category, long bin, long count) {
        slots.computeIfAbsent(slot, k -> new TreeMap<>())
                .computeIfAbsent(category, k -> new TreeMap<>())
                .merge(bin, count, Long::sum);
    }

    /**
     * Looks at it at the end of a slot.
     *
     * @param clock whose hours and days complaints keep
     * @return how many times as much as usual, 1, or 1.15 to 3
     */
    public double look(long at, LocalClock clock) {
        long until = Math.floorDiv(at - Detectors.SETTLE_MS, Baseline.BIN_MS);
        for (Map<String, TreeMap<Long, Long>> slot : slots.headMap(at, true).values()) {
            slot.forEach((category, bins) -> {
                Category c = categories.computeIfAbsent(
                        category,
                        k -> new Category(
                                BurstFilter.ofZeros(BurstSettings.SURGE, Math.min(until, bins.firstKey()), 0)));
                bins.tailMap(c.usual.nextBin()).forEach((bin, n) -> c.open.merge(bin, n, Long::sum));
            });
        }
        slots.headMap(at, true).clear();
        CalendarEffect lift = lift(tide);
        for (Category c : categories.values()) {
            c.usual.inZone(clock);
            c.close(until, lift);
        }
        tide = likeliest();
        return tide;
    }

    /** How many times as much as usual it was when it was last looked at. */
    public double level() {
        return tide;
    }

    private static CalendarEffect lift(double tide) {
        return new CalendarEffect() {
            @Override
            public boolean isDayOff(long day) {
                return CalendarEffect.isWeekend(day);
            }

            @Override
            public double lift(long instant) {
                return tide;
            }
        };
    }

    private double likeliest() {
        double[] odds = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            odds[i] = Math.log(i == 0 ? NONE : (1 - NONE) / (STEPS - 1)) + evidence(i);
        }
        double most = Arrays.stream(odds).max().orElseThrow();
        for (int i = 0; i < STEPS; i++) {
            odds[i] = Math.exp(odds[i] - most);
        }
        double all = Arrays.stream(odds).sum();
        double mean = 0;
        for (int i = 0; i < STEPS; i++) {
            mean += odds[i] / all * Math.log(height(i));
        }
        double risen = Math.exp(mean);
        return risen < LOWEST ? 1 : risen;
    }

    /** What all categories say for a height, without the two that say most. */
    private double evidence(int height) {
        double sum = 0;
        double most = 0;
        double second = 0;
        for (Category c : categories.values()) {
            double e = c.evidence[height];
            sum += e;
            second = Math.max(second, Math.min(most, e));
            most = Math.max(most, e);
        }
        return sum - most - second;
    }

    private static double height(int step) {
        return Math.pow(HIGHEST, step / (STEPS - 1.0));
    }

    /** Of a negative binomial, without what does not depend on the mean. */
    private static double logLikelihood(double n, double mean) {
        return n * Math.log(mean) - (n + 1 / DISPERSION) * Math.log1p(DISPERSION * mean);
    }

    /** End of the slot that an instant lies in. */
    public static long slotOf(long instant) {
        return Math.floorDiv(instant + SLOT_MS - 1, SLOT_MS) * SLOT_MS;
    }

    public void pack(DataOutput out) throws IOException {
        out.writeByte(CODEC);
        out.writeDouble(tide);
        SeriesCodec.count(out, slots.size());
        for (Map.Entry<Long, TreeMap<String, TreeMap<Long, Long>>> slot : slots.entrySet()) {
            out.writeLong(slot.getKey());
            SeriesCodec.count(out, slot.getValue().size());
            for (Map.Entry<String, TreeMap<Long, Long>> c : slot.getValue().entrySet()) {
                out.writeUTF(c.getKey());
                SeriesCodec.counts(out, c.getValue());
            }
        }
        SeriesCodec.count(out, categories.size());
        for (Map.Entry<String, Category> e : categories.entrySet()) {
            Category c = e.getValue();
            out.writeUTF(e.getKey());
            SeriesCodec.counts(out, c.open);
            SeriesCodec.bytes(out, c.usual.pack());
            for (double evidence : c.evidence) {
                out.writeFloat((float) evidence);
            }
        }
    }

    /** @throws IllegalStateException for bytes of a codec that is not known */
    public static Tide unpack(DataInput in) throws IOException {
        byte codec = in.readByte();
        if (codec != CODEC) {
            throw new IllegalStateException("tide codec: " + codec + ", expected " + CODEC);
        }
        Tide t = new Tide();
        t.tide = in.readDouble();
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            TreeMap<String, TreeMap<Long, Long>> slot = new TreeMap<>();
            t.slots.put(in.readLong(), slot);
            for (long m = SeriesCodec.count(in); m > 0; m--) {
                slot.put(in.readUTF(), new TreeMap<>(SeriesCodec.counts(in)));
            }
        }
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            String name = in.readUTF();
            Map<Long, Long> open = SeriesCodec.counts(in);
            Category c = new Category(BurstFilter.unpack(SeriesCodec.bytes(in), BurstSettings.SURGE, 0));
            c.open.putAll(open);
            for (int i = 0; i < STEPS; i++) {
                c.evidence[i] = in.readFloat();
            }
            t.categories.put(name, c);
        }
        return t;
    }
}
