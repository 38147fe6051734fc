package io.tidewatch.series;

import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.surge.filter.BurstFilter;
import io.tidewatch.surge.filter.BurstSettings;
import io.tidewatch.surge.filter.CalendarEffect;
import io.tidewatch.time.LocalClock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How many times as much as usual is written in general, of most things at once: on a day of promotion, after a holiday. What one
 * issue rises by beyond that is its own.
 *
 * <p>Looked at are the categories that are complained of and, beside them, what complains of nothing: praise and
 * the rest, of which no crisis makes more. For each a baseline says what is usual. A height is as likely as a half hour's count is by a
 * negative binomial of so many times the usual; what was likely before counts with a half-life of two and a half hours. With a
 * chance of one in ten a category goes its own way, to any height from a third to 27 (a mixture, as in robust regression), so
 * what it says for or against a height of the tide is bounded, and what rises by far more than the others says nothing. The one that says most for a height
 * is not heard for it. The tide is the mean of the logarithm of the heights from 1 to 3, of which none is likely
 * beforehand (Bayes).
 *
 * <p>A tide comes and goes at once. When the last half hours, up to {@value #RECENT}, are likelier with another height than with the one
 * that was found before, by more than it is unlikely that it changes then, what came before them is forgotten. Where many
 * write, one half hour shows it.
 *
 * <p>Counts are collected by slots of {@value #SLOT_MS} milliseconds and taken when the slot has passed, so their order does not
 * matter. What is usual is learnt little while there is a tide. Mutable.
 */
public final class Tide {
    /** In place of a category: what praises. */
    public static final String PRAISE = "+";

    /** In place of a category: what neither complains nor praises. */
    public static final String NEITHER = "-";

    /** Distance of the instants at which the tide is looked at, milliseconds. */
    public static final long SLOT_MS = 30 * 60_000;

    /** More is no promotion: what rises by more is told although all rises. */
    public static final double HIGHEST = 3;

    /** Less is taken for none. */
    private static final double LOWEST = 1.15;

    /** Steps of the logarithm from 1 to {@link #HIGHEST}. */
    private static final int STEPS_TO_HIGHEST = 8;
    /** Heights from 1/3 to 27 at which a category is looked at. */
    private static final int STEPS = 33;

    /** Place of 1 among them; from there on they are heights of all together. */
    private static final int USUAL = 8;

    private static final double LOG_OF_ALL = logOfAll();
    /** How likely it is beforehand that a category goes its own way. */
    private static final double OWN_WAY = 0.1;
    /** How likely it is beforehand that there is none. */
    private static final double NONE = 0.9;

    private static final double REMEMBERED = 0.87;
    /** φ of the variance mean + φ·mean² of a category's half hour is at least that. */
    private static final double LEAST_DISPERSION = 0.03;

    private static final int KNOWN_BINS = 2 * Baseline.BINS_PER_DAY;
    private static final int FORGOTTEN_BINS = 7 * Baseline.BINS_PER_DAY;

    /** So many slots are kept one by one: in each of them the tide may have changed. */
    private static final int RECENT = 8;
    /** How likely it is beforehand that it changed in one of them. */
    private static final double CHANGED = 0.01;
    /** How likely it is beforehand, of a change, that there is none from then on. */
    private static final double OVER = 0.5;

    private static final byte CODEC_HEIGHTS = 1;
    private static final byte CODEC_RISE = 2;
    private static final byte CODEC = 3;

    /** What is said in general is compared over days to what it was in about so many days before. */
    private static final double BEFORE_DAYS = 14;

    private static final double SLOTS_PER_DAY = 86_400_000.0 / SLOT_MS;
    /** Variance of the logarithm of what a category rises by on its own. */
    private static final double OWN_RISE = 0.05;

    private static final double MOST_RISE = 2;
    /** What is known beforehand of a rise, that there is none, weighs so much. */
    private static final double NO_RISE = 5;

    private static final int LEFT_OUT = 2;
    private static final int LEAST_HEARD = 3;

    /**
     * What a category had in one slot.
     *
     * @param seen messages
     * @param meant what was usual without a tide; 0 while that is not known
     * @param dispersion φ of the variance mean + φ·mean²
     */
    private record Slot(float seen, float meant, float dispersion) {
        /** How much likelier it is with a height than without, as a logarithm. */
        double evidence(double height) {
            return meant > 0
                    ? logLikelihood(seen, height * meant, dispersion) - logLikelihood(seen, meant, dispersion)
                    : 0;
        }
    }

    private static final class Category {
        /** Bin → messages of those that are not closed. */
        final TreeMap<Long, Long> open = new TreeMap<>();

        final BurstFilter usual;
        /** For each height how much likelier it is than none, as a logarithm. */
        final double[] evidence = new double[STEPS];
        /** The last slots, the newest first, none from before the tide last changed. */
        final ArrayDeque<Slot> recent = new ArrayDeque<>();
        /** Messages of about the last day, and what was usual of it with the tide. */
        double daySeen;

        double dayMeant;
        /** Logarithm of how much was usual in about the two weeks before; NaN while that is not known. */
        double before = Double.NaN;

        Category(BurstFilter usual) {
            this.usual = usual;
        }

        /** Closes bins and weighs them. */
        void close(long until, CalendarEffect tide) {
            double seen = 0;
            double meant = 0;
            double lifted = 0;
            long first = 0;
            if (until - usual.nextBin() > FORGOTTEN_BINS) {
                usual.skip(until - usual.nextBin());
                open.headMap(until).clear();
            }
            while (usual.nextBin() < until) {
                long bin = usual.nextBin();
                Long n = open.remove(bin);
                double count = n == null ? 0 : n;
                if (usual.baseline().bins() >= KNOWN_BINS) {
                    first = first == 0 ? bin : first;
                    seen += count;
                    meant += usual.baseline().rate(bin);
                }
                usual.follow(tide);
                lifted += meant > 0 ? usual.baseline().rate(bin) : 0;
                usual.close(count);
                usual.follow(CalendarEffect.NOTHING);
            }
            if (meant > 0) {
                double level = usual.baseline().usualLevel();
                before = Double.isNaN(before) ? level : before + (level - before) / (BEFORE_DAYS * SLOTS_PER_DAY);
                daySeen += seen - daySeen / SLOTS_PER_DAY;
                dayMeant += lifted - dayMeant / SLOTS_PER_DAY;
            }
            double dispersion = meant > 0
                    ? Math.max(
                            LEAST_DISPERSION,
                            usual.baseline().dispersion(first * Baseline.BIN_MS, until * Baseline.BIN_MS))
                    : 1;
            recent.addFirst(new Slot((float) seen, (float) meant, (float) dispersion));
            if (recent.size() > RECENT) {
                recent.removeLast();
            }
            remember(evidence, recent.getFirst());
        }

        /** What the last slots say. */
        double[] evidenceOf(int slots) {
            double[] sum = new double[STEPS];
            List<Slot> newest = recent.stream().limit(slots).toList();
            for (int i = newest.size() - 1; i >= 0; i--) {
                remember(sum, newest.get(i));
            }
            return sum;
        }

        /** Forgets what was before the last slots. */
        void forgetBefore(int slots) {
            System.arraycopy(evidenceOf(slots), 0, evidence, 0, STEPS);
            while (recent.size() > slots) {
                recent.removeLast();
            }
        }

        /** By how much more is said than in the two weeks before, as a logarithm. */
        double risen() {
            return usual.baseline().usualLevel() - before + Math.log((daySeen + 1) / (dayMeant + 1));
        }

        /** How well that is known. */
        double weight() {
            return 1 / (OWN_RISE + usual.baseline().levelUncertainty() + 1 / (dayMeant + 1));
        }
    }

    /** Adds what a slot says to what is remembered of those before. */
    private static void remember(double[] evidence, Slot slot) {
        for (int i = 0; i < STEPS; i++) {
            evidence[i] = REMEMBERED * evidence[i] + slot.evidence(height(i));
        }
    }

    /**
     * For a height of the tide how much likelier it is than none, as a logarithm, when the category may be on its own.
     *
     * @param evidence for each height how much likelier it is than none, as a logarithm, when it is not
     * @param own see {@link #own}
     */
    private static double says(double[] evidence, int height, double own) {
        return plus(Math.log(1 - OWN_WAY) + evidence[height], own) - plus(Math.log(1 - OWN_WAY), own);
    }

    /** How likely what was seen is when it goes its own way, relative to none, as a logarithm, times how likely that is. */
    private static double own(double[] evidence) {
        double sum = Double.NEGATIVE_INFINITY;
        for (double e : evidence) {
            sum = plus(sum, e);
        }
        return sum + Math.log(OWN_WAY / STEPS);
    }

    /** Logarithm of the sum of two numbers that are given as logarithms. */
    private static double plus(double a, double b) {
        double high = Math.max(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
    }

    /** End of slot → category → bin → messages. */
    private final TreeMap<Long, TreeMap<String, TreeMap<Long, Long>>> slots = new TreeMap<>();

    private final TreeMap<String, Category> categories = new TreeMap<>();
    private double tide = 1;
    private double rise = 1;

    /**
     * Notes messages of one slot, one category and one bin of five minutes.
     *
     * @param slot end of the slot in which they came, epoch milliseconds
     * @param category that they complain of, {@link #PRAISE} or {@link #NEITHER}
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
     * @param clock whose hours and days customers keep
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
        forgetWhatIsOver();
        tide = likeliest();
        rise = Math.min(MOST_RISE, Math.exp(risen()));
        return tide;
    }

    /** How many times as much as usual it was when it was last looked at. */
    public double level() {
        return tide;
    }

    /**
     * How many times as much as was usual in about the two weeks before is said by now without the tide, 1 to 2: of half of the
     * categories more than that, of half of them less, each weighing as much as it is known. The two that have risen by most weigh no
     * more than the others on the mean, and of fewer than three others nothing follows.
     */
    public double rise() {
        return rise;
    }

    /** As a logarithm. */
    private double risen() {
        List<Category> known = new ArrayList<>();
        for (Category c : categories.values()) {
            if (!Double.isNaN(c.before)) {
                known.add(c);
            }
        }
        known.sort(Comparator.comparingDouble(Category::risen));
        int heard = known.size() - LEFT_OUT;
        if (heard < LEAST_HEARD) {
            return 0;
        }
        double all = 0;
        for (Category c : known.subList(0, heard)) {
            all += c.weight();
        }
        double below = 0;
        double median = 0;
        // those left out would lie above it
        double half = all / heard * known.size() / 2;
        for (int i = 0; i < heard && below < half; i++) {
            below += known.get(i).weight();
            median = known.get(i).risen();
        }
        return Math.max(0, median) * all / (all + NO_RISE);
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

    /** When the tide has changed in one of the last slots, what came before that. */
    private void forgetWhatIsOver() {
        int before = Math.min(USUAL + STEPS_TO_HIGHEST, (int)
                Math.rint(USUAL + STEPS_TO_HIGHEST * Math.log(tide) / Math.log(HIGHEST)));
        double most = 0;
        int since = 0;
        for (int slots = 1; slots <= RECENT; slots++) {
            int newest = slots;
            double[] odds = odds(c -> c.evidenceOf(newest));
            double changed = Math.log(OVER);
            for (int i = USUAL + 1; i < STEPS; i++) {
                changed = plus(changed, Math.log(1 - OVER) + prior(i) + odds[i]);
            }
            double likelier = Math.log(CHANGED) + changed - odds[before];
            if (likelier > most) {
                most = likelier;
                since = slots;
            }
        }
        if (since > 0) {
            for (Category c : categories.values()) {
                c.forgetBefore(since);
            }
        }
    }

    /** For each height how much likelier it is than none, as a logarithm, by all but the category that says most for it. */
    private double[] odds(Function<Category, double[]> evidence) {
        double[] odds = new double[STEPS];
        double[] most = new double[STEPS];
        for (Category c : categories.values()) {
            double[] of = evidence.apply(c);
            double own = own(of);
            for (int i = USUAL + 1; i < STEPS; i++) {
                double says = says(of, i, own);
                odds[i] += says;
                most[i] = Math.max(most[i], says);
            }
        }
        for (int i = USUAL + 1; i < STEPS; i++) {
            odds[i] -= most[i];
        }
        return odds;
    }

    private double likeliest() {
        double[] odds = odds(c -> c.evidence);
        double high = 0;
        for (int i = USUAL + 1; i < STEPS; i++) {
            odds[i] += Math.log((1 - NONE) / NONE) + prior(i);
            high = Math.max(high, odds[i]);
        }
        double all = 0;
        double mean = 0;
        for (int i = USUAL; i < STEPS; i++) {
            double p = Math.exp(odds[i] - high);
            all += p;
            mean += p * Math.log(height(i));
        }
        double risen = Math.min(HIGHEST, Math.exp(mean / all));
        return risen < LOWEST ? 1 : risen;
    }

    /** How likely a height above 1 is beforehand among all of them, as a logarithm: the higher, the less. */
    private static double prior(int step) {
        return -Math.log(height(step)) - LOG_OF_ALL;
    }

    private static double logOfAll() {
        double sum = 0;
        for (int i = USUAL + 1; i < STEPS; i++) {
            sum += 1 / height(i);
        }
        return Math.log(sum);
    }

    private static double height(int step) {
        return Math.pow(HIGHEST, (double) (step - USUAL) / STEPS_TO_HIGHEST);
    }

    /** Of a negative binomial, without what does not depend on the mean. */
    private static double logLikelihood(double n, double mean, double dispersion) {
        return n * Math.log(mean) - (n + 1 / dispersion) * Math.log1p(dispersion * mean);
    }

    /** End of the slot that an instant lies in. */
    public static long slotOf(long instant) {
        return Math.floorDiv(instant + SLOT_MS - 1, SLOT_MS) * SLOT_MS;
    }

    public void pack(DataOutput out) throws IOException {
        out.writeByte(CODEC);
        out.writeDouble(tide);
        out.writeDouble(rise);
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
            out.writeDouble(c.daySeen);
            out.writeDouble(c.dayMeant);
            out.writeDouble(c.before);
            for (double evidence : c.evidence) {
                out.writeFloat((float) evidence);
            }
            SeriesCodec.count(out, c.recent.size());
            for (Slot slot : c.recent) {
                out.writeFloat(slot.seen);
                out.writeFloat(slot.meant);
                out.writeFloat(slot.dispersion);
            }
        }
    }

    /** @throws IllegalStateException for bytes of a codec that is not known */
    public static Tide unpack(DataInput in) throws IOException {
        byte codec = in.readByte();
        if (codec < CODEC_HEIGHTS || codec > CODEC) {
            throw new IllegalStateException("tide codec: " + codec + ", expected " + CODEC_HEIGHTS + " to " + CODEC);
        }
        Tide t = new Tide();
        t.tide = in.readDouble();
        t.rise = codec >= CODEC_RISE ? in.readDouble() : 1;
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
            if (codec >= CODEC_RISE) {
                c.daySeen = in.readDouble();
                c.dayMeant = in.readDouble();
                c.before = in.readDouble();
            }
            int first = codec >= CODEC_RISE ? 0 : USUAL;
            int end = codec >= CODEC_RISE ? STEPS : USUAL + STEPS_TO_HIGHEST + 1;
            for (int i = first; i < end; i++) {
                c.evidence[i] = in.readFloat();
            }
            Arrays.fill(c.evidence, end, STEPS, c.evidence[end - 1]);
            for (long left = codec >= CODEC ? SeriesCodec.count(in) : 0; left > 0; left--) {
                c.recent.addLast(new Slot(in.readFloat(), in.readFloat(), in.readFloat()));
            }
            t.categories.put(name, c);
        }
        return t;
    }
}
