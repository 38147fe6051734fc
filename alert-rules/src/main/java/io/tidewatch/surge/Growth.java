package io.tidewatch.surge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How fast a count grows, judged from the counts of successive bins: what is usual plus something that grows, exponentially or by
 * as much every minute since it began. Every rate of a grid, and every beginning, is weighed by the likelihood of the counts
 * (negative binomial, the size of the growing part fitted to their sum), so that few messages give a wide band.
 */
public final class Growth {
    /** Of the rates per bin, in logarithmic steps. */
    private static final double SLOWEST = 0.004;

    private static final double FASTEST = 1.4;
    private static final int STEPS = 48;
    /** Weight of all that does not grow, before anything is counted. */
    private static final double STEADY = 0.1;
    /** The same of what grows by as much every minute. */
    private static final double LINEAR = 0.4;
    /** Beginnings that are tried, in logarithmic steps from one bin ago to so many times as long ago as bins are known of. */
    private static final int BEGINNINGS = 14;

    private static final double LONG_AGO = 4;
    /** What is less likely is left out of what is foretold. */
    private static final double UNLIKELY = 0.005;
    /** Variance beyond Poisson's, relative to the square of the mean. */
    private static final double SCATTER = .4;
    /** A fall of so many standard deviations is one; one time in ten it is chance. */
    private static final double FALLING = 1.3;
    /** The rate says the rest. */
    private static final double RISING = 1;
    /** What takes more bins may take for ever. */
    private static final double FOR_EVER = 16_384;
    /** Times are found within such a part of themselves. */
    private static final double NEAR = 0.02;

    /** A way to grow; its height is 1 now. */
    private sealed interface Shape {
        /** Sum of the heights from one instant to a later one, bins from now, negative before. */
        double sum(double from, double to);

        /** Sums of the heights over so many bins, the last of which ends now. */
        double[] past(int bins);

        /** Bins in which a sum of heights is reached from now on; infinite when it never is. */
        double binsUntil(double sum);

        /** Bins in which a part of the present height is added; null when that never happens. */
        double binsTo(double more);
    }

    /** @param rate per bin */
    private record Exponential(double rate) implements Shape {
        @Override
        public double sum(double from, double to) {
            return rate == 0 ? to - from : (Math.exp(rate * to) - Math.exp(rate * from)) / rate;
        }

        @Override
        public double[] past(int bins) {
            double[] out = new double[bins];
            double kept = Math.exp(-rate);
            double sum = sum(-1, 0);
            for (int i = bins - 1; i >= 0; i--) {
                out[i] = sum;
                sum *= kept;
            }
            return out;
        }

        @Override
        public double binsUntil(double sum) {
            return rate == 0 ? sum : 1 + rate * sum <= 0 ? Double.POSITIVE_INFINITY : Math.log1p(rate * sum) / rate;
        }

        @Override
        public double binsTo(double more) {
            return rate <= 0 ? Double.POSITIVE_INFINITY : Math.log1p(more) / rate;
        }
    }

    /** @param age bins since it began */
    private record Linear(double age) implements Shape {
        @Override
        public double sum(double from, double to) {
            double a = Math.max(-age, from);
            double b = Math.max(-age, to);
            return (b - a) * (1 + (a + b) / 2 / age);
        }

        @Override
        public double[] past(int bins) {
            double[] out = new double[bins];
            for (int i = 0; i < bins; i++) {
                out[i] = sum(i - bins, i + 1 - bins);
            }
            return out;
        }

        @Override
        public double binsUntil(double sum) {
            return age * (Math.sqrt(1 + 2 * sum / age) - 1);
        }

        @Override
        public double binsTo(double more) {
            return more * age;
        }
    }

    /**
     * One of the ways, as far as it is likely.
     *
     * @param present what grows, per bin now
     */
    private record Way(Shape shape, double present, double weight) {}

    /**
     * A count of a window that is to be reached.
     *
     * @param now what it is
     * @param then what it is to be
     * @param minutes length of the window
     */
    public record Target(double now, double then, double minutes) {}

    private final List<Way> ways;
    private final double binMinutes;
    private final long[] counts;
    /** What is usual and does not grow, per bin. */
    private final double base;

    /**
     * @param counts of successive bins, the last ends now
     * @param perBin usual count of a bin, from 0
     */
    public Growth(long[] counts, double perBin, double binMinutes) {
        this.binMinutes = binMinutes;
        this.counts = counts.clone();
        double sum = Arrays.stream(counts).sum();
        double excess = Math.max(0.05 * sum, sum - counts.length * perBin);
        base = Math.max(0, (sum - excess) / counts.length);
        Shape[] shapes = new Shape[STEPS + 3 + BEGINNINGS];
        double[] weights = new double[shapes.length];
        double[] present = new double[shapes.length];
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = shape(i);
            double[] heights = shapes[i].past(counts.length);
            present[i] = excess / Math.max(Arrays.stream(heights).sum(), 1e-9);
            weights[i] = Math.log(prior(i)) + likelihood(heights, present[i]);
            best = Math.max(best, weights[i]);
        }
        double all = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(weights[i] - best);
            all += weights[i];
        }
        Way[] found = new Way[weights.length];
        for (int i = 0; i < weights.length; i++) {
            found[i] = new Way(shapes[i], present[i], weights[i] / all);
        }
        ways = Arrays.stream(found).filter(w -> w.weight() >= UNLIKELY).toList();
    }

    private Shape shape(int i) {
        if (i < 3) {
            return new Exponential((i - 2) * 0.1);
        }
        if (i < STEPS + 3) {
            return new Exponential(SLOWEST * Math.pow(FASTEST / SLOWEST, (i - 3.0) / (STEPS - 1)));
        }
        double part = (i - STEPS - 3.0) / (BEGINNINGS - 1);
        return new Linear(Math.pow(LONG_AGO * counts.length, part));
    }

    private static double prior(int i) {
        return i < 3 ? STEADY / 3 : i < STEPS + 3 ? (1 - STEADY - LINEAR) / STEPS : LINEAR / BEGINNINGS;
    }

    private double likelihood(double[] heights, double present) {
        double r = 1 / SCATTER;
        double out = 0;
        for (int i = 0; i < counts.length; i++) {
            double mean = Math.max(1e-6, base + present * heights[i]);
            out -= (counts[i] + r) * Math.log(mean + r);
            if (counts[i] > 0) {
                out += counts[i] * Math.log(mean);
            }
        }
        return out;
    }

    /**
     * Whether the newest counts are more or fewer than those just before them. Growth is judged over all bins and lags behind
     * a peak; this does not.
     *
     * @param window how many bins are a window
     * @return 1 when the rate grows and none of it is behind a peak, −1 when fewer come than chance explains, else 0
     */
    public int direction(int window) {
        double last = step(Math.max(1, window * 2 / 5));
        double whole = step(window);
        if (last <= -FALLING || (whole <= -FALLING && last <= 0)) {
            return -1;
        }
        boolean more = last >= 0 && whole >= 0 && Math.max(last, whole) >= RISING;
        return more && doublingMinutes() != null ? 1 : 0;
    }

    /** The newest bins less as many before them, in standard deviations; 0 when there are not as many. */
    private double step(int bins) {
        if (counts.length < 2 * bins) {
            return 0;
        }
        long newer = 0;
        long older = 0;
        for (int i = 1; i <= bins; i++) {
            newer += counts[counts.length - i];
            older += counts[counts.length - bins - i];
        }
        return (newer - older) / Math.sqrt(Math.max(1, newer + older));
    }

    /** Minutes in which the present rate doubles; null when it rather does not grow. */
    @Nullable
    public Double doublingMinutes() {
        return times(w -> w.present() <= 0
                        ? Double.POSITIVE_INFINITY
                        : w.shape().binsTo((base + w.present()) / w.present()))
                .minutes(0.5);
    }

    /**
     * In how long counts of windows are what they are to be.
     *
     * @param targets sets of targets; all of one set have to be reached, whichever that is
     */
    public Times timesTo(List<List<Target>> targets) {
        return times(w -> {
            double soonest = Double.POSITIVE_INFINITY;
            for (List<Target> set : targets) {
                double last = 0;
                for (Target t : set) {
                    last = last < soonest ? Math.max(last, binsTo(t, w, soonest)) : soonest;
                }
                soonest = Math.min(soonest, last);
            }
            return soonest;
        });
    }

    /** @param limit what takes as long or longer need not be known */
    private double binsTo(Target t, Way w, double limit) {
        if (t.now() >= t.then()) {
            return 0;
        }
        if (w.present() <= 0) {
            return Double.POSITIVE_INFINITY;
        }
        // what leaves the window makes it later, if anything does by then
        double below = w.shape().binsUntil((t.then() - t.now()) / w.present());
        if (below >= limit || below > FOR_EVER || gone(t, w, below) == 0) {
            return below > FOR_EVER ? Double.POSITIVE_INFINITY : below;
        }
        double above = Math.max(1, below);
        while (count(t, w, above) < t.then()) {
            below = above;
            above *= 2;
            if (above > FOR_EVER) {
                return Double.POSITIVE_INFINITY;
            }
        }
        while (above - below > NEAR * above) {
            double middle = (below + above) / 2;
            if (count(t, w, middle) < t.then()) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }

    /** Of the window that ends so many bins from now. */
    private double count(Target t, Way w, double bins) {
        return t.now() + w.present() * w.shape().sum(0, bins) - gone(t, w, bins);
    }

    /** What was in the window before now and is no more in that which ends so many bins from now. */
    private double gone(Target t, Way w, double bins) {
        double length = t.minutes() / binMinutes;
        double first = Math.max(-counts.length, -length);
        return bins - length <= first ? 0 : w.present() * w.shape().sum(first, bins - length);
    }

    private Times times(ToDoubleFunction<Way> bins) {
        List<Time> all = new ArrayList<>(ways.size());
        for (Way w : ways) {
            all.add(new Time(bins.applyAsDouble(w) * binMinutes, w.weight()));
        }
        all.sort(Comparator.comparingDouble(Time::minutes));
        return new Times(all);
    }

    private record Time(double minutes, double weight) {}

    /** How long something takes, as far as that is known. */
    public static final class Times {
        private final List<Time> sorted;
        private final double weight;

        private Times(List<Time> sorted) {
            this.sorted = sorted;
            this.weight = sorted.stream().mapToDouble(Time::weight).sum();
        }

        /**
         * So long, or less, with a probability.
         *
         * @param probability 0…1
         * @return minutes; null when it may take for ever
         */
        public @Nullable Double minutes(double probability) {
            double p = 0;
            for (Time t : sorted) {
                p += t.weight() / weight;
                if (p >= probability) {
                    return Double.isInfinite(t.minutes()) ? null : t.minutes();
                }
            }
            return null;
        }
    }
}
