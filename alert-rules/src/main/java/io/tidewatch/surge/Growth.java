package io.tidewatch.surge;

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
    private static final double UNLIKELY = 0.002;
    /** Variance beyond Poisson's, relative to the square of the mean. */
    private static final double SCATTER = .4;
    /** A fall of so many standard deviations is one; one time in ten it is chance. */
    private static final double FALLING = 1.3;
    /** The rate says the rest. */
    private static final double RISING = 1;
    /** What takes longer, as a power of two of bins, may take for ever. */
    private static final int FOR_EVER = 14;

    private static final int HALVINGS = 20;

    /** A way to grow; its height is 1 now. */
    private sealed interface Shape {
        /** Sum of the heights from one instant to a later one, bins from now, negative before. */
        double sum(double from, double to);

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
            double total = 0;
            for (int k = 1; k <= counts.length; k++) {
                total += shapes[i].sum(-k, 1 - k);
            }
            present[i] = excess / Math.max(total, 1e-9);
            weights[i] = Math.log(prior(i)) + likelihood(shapes[i], present[i]);
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

    private double likelihood(Shape shape, double present) {
        double r = 1 / SCATTER;
        double out = 0;
        for (int i = 0; i < counts.length; i++) {
            double from = i - counts.length;
            double mean = Math.max(1e-6, base + present * shape.sum(from, from + 1));
            out += counts[i] * Math.log(mean / (mean + r)) - r * Math.log1p(mean / r);
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
        return minutes(
                0.5,
                w -> w.present() <= 0
                        ? Double.POSITIVE_INFINITY
                        : w.shape().binsTo((base + w.present()) / w.present()));
    }

    /**
     * Minutes until counts of windows are what they are to be.
     *
     * @param targets sets of targets; all of one set have to be reached, whichever that is
     * @param probability that it takes no longer, 0…1
     * @return null when it may take for ever
     */
    @Nullable
    public Double minutesTo(List<List<Target>> targets, double probability) {
        return minutes(probability, w -> {
            double soonest = Double.POSITIVE_INFINITY;
            for (List<Target> set : targets) {
                double last = 0;
                for (Target t : set) {
                    last = last < soonest ? Math.max(last, binsTo(t, w)) : soonest;
                }
                soonest = Math.min(soonest, last);
            }
            return soonest;
        });
    }

    private double binsTo(Target t, Way w) {
        double above = 1;
        while (count(t, w, above) < t.then()) {
            above *= 2;
            if (above > 1 << FOR_EVER) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double below = above > 1 ? above / 2 : 0;
        for (int i = 0; i < HALVINGS && above - below > 0.01 * above; i++) {
            double middle = (below + above) / 2;
            if (count(t, w, middle) < t.then()) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return above;
    }

    /** Of the window that ends so many bins from now: what comes is in it, what has been in it for its length is no more. */
    private double count(Target t, Way w, double bins) {
        double length = t.minutes() / binMinutes;
        double first = Math.max(-counts.length, -length);
        double gone = w.shape().sum(first, Math.max(first, bins - length));
        return t.now() + w.present() * (w.shape().sum(0, bins) - gone);
    }

    private @Nullable Double minutes(double probability, ToDoubleFunction<Way> bins) {
        record Time(double bins, double weight) {}
        List<Time> times = ways.stream()
                .map(w -> new Time(bins.applyAsDouble(w), w.weight()))
                .sorted(Comparator.comparingDouble(Time::bins))
                .toList();
        double p = 0;
        double all = times.stream().mapToDouble(Time::weight).sum();
        for (Time t : times) {
            p += t.weight() / all;
            if (p >= probability) {
                return Double.isInfinite(t.bins()) ? null : t.bins() * binMinutes;
            }
        }
        return null;
    }
}
