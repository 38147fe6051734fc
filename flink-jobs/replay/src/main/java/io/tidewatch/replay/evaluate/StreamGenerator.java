package io.tidewatch.replay.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Seeded streams of counts per five minutes, in the manner of service volumes: a day with two humps at a phase of its
 * own, a factor for weekends, a level that drifts by 6 % a day, negative-binomial counts, noise of the rate that lasts
 * about an hour, and now and then a clump of three to ten messages in one bin. Detectors are tuned on these and
 * thresholds come from them; the same seed and key give the same stream.
 */
final class StreamGenerator {
    static final int DAY = 288;

    /** Monday 2026-01-05T00:00Z. */
    static final long FIRST_BIN = 1_767_571_200L / 300;

    private static final double[] FACTORS = {1.5, 2, 3, 5};
    private static final int[] RAMP_BINS = {6, 12, 24};
    private static final int HOLD_BINS = 12;
    private static final int FALL_BINS = 6;
    private static final double NOISE_CORRELATION = Math.exp(-1 / 12.0);
    private static final double CLUMPS_PER_DAY = 0.02;

    private final long seed;

    StreamGenerator(long seed) {
        this.seed = seed;
    }

    /**
     * A stream in which nothing happens.
     *
     * @param volume mean messages per five minutes
     */
    CountStream quiet(int key, double volume, int days) {
        Random random = random(key);
        Rate rate = new Rate(random, volume, 0);
        return count(key, random, rate, ones(days * DAY), List.of());
    }

    /** A stream with a surge about every two days once the learning is over; busy hours have more of them. */
    CountStream withSurges(int key, double volume, int days, int learningDays) {
        Random random = random(key);
        Rate rate = new Rate(random, volume, 0);
        double[] multiples = ones(days * DAY);
        List<PlantedSurge> surges = new ArrayList<>();
        int t = learningDays * DAY;
        while (true) {
            t += 12 - (int) (Math.log(1 - random.nextDouble()) * 0.62 * DAY);
            if (t >= multiples.length) {
                break;
            }
            if (random.nextDouble() * 2.2 > rate.shape(t)) {
                continue;
            }
            double factor = FACTORS[random.nextInt(FACTORS.length)];
            int ramp = RAMP_BINS[random.nextInt(RAMP_BINS.length)];
            int end = t + ramp + HOLD_BINS;
            if (end + FALL_BINS >= multiples.length) {
                break;
            }
            for (int i = t; i < end + FALL_BINS; i++) {
                double part = i < end ? Math.min(1, (i - t + 1.0) / ramp) : 1 - (i - end + 1.0) / FALL_BINS;
                multiples[i] = 1 + (factor - 1) * part;
            }
            surges.add(new PlantedSurge(t, end, factor, volume));
            t = end + FALL_BINS + 36;
        }
        return count(key, random, rate, multiples, surges);
    }

    /** A stream that grows to four times the usual after normal days. */
    GrowingStream withGrowth(int key, double volume, int normalDays, GrowthShape shape, double perDay) {
        Random random = random(key);
        int weekday = random.nextInt(7);
        Rate rate = new Rate(random, volume, weekday);
        int start = normalDays * DAY + random.nextInt(DAY);
        int peak = start + (int) Math.round((shape.days(perDay) - (shape == GrowthShape.STEPPED ? 1 : 0)) * DAY);
        double[] multiples = ones(peak + DAY);
        for (int i = start; i < multiples.length; i++) {
            multiples[i] = shape.multiple((i - start) / (double) DAY, perDay);
        }
        return new GrowingStream(count(key, random, rate, multiples, List.of()), new PlantedGrowth(start, peak, shape));
    }

    private Random random(int key) {
        return new Random(seed * 1_000_003L + key * 7_919L + 17);
    }

    private static double[] ones(int n) {
        double[] a = new double[n];
        Arrays.fill(a, 1);
        return a;
    }

    private CountStream count(int key, Random random, Rate rate, double[] multiples, List<PlantedSurge> surges) {
        double phi = 0.02 * Math.pow(15, random.nextDouble());
        double deviation = 0.05 + 0.25 * random.nextDouble();
        double noise = deviation * random.nextGaussian();
        double level = 0;
        double[] counts = new double[multiples.length];
        double[] means = new double[multiples.length];
        for (int t = 0; t < counts.length; t++) {
            level += 0.06 / Math.sqrt(DAY) * random.nextGaussian();
            noise = NOISE_CORRELATION * noise
                    + deviation * Math.sqrt(1 - NOISE_CORRELATION * NOISE_CORRELATION) * random.nextGaussian();
            means[t] = rate.at(t) * Math.exp(level);
            double mean = means[t] * multiples[t] * Math.exp(noise - deviation * deviation / 2);
            counts[t] = poisson(random, mean * phi * gamma(random, 1 / phi));
            if (random.nextDouble() < CLUMPS_PER_DAY / DAY) {
                counts[t] += 3 + random.nextInt(8);
            }
        }
        return new CountStream("k" + key, FIRST_BIN + (long) rate.weekday * DAY, counts, means, surges);
    }

    /** The usual rate of one key: volume, shape of the day, weekend. */
    private static final class Rate {
        private final double[] day = new double[DAY];
        private final double volume;
        private final double weekend;
        private final int weekday;

        Rate(Random random, double mean, int weekday) {
            this.weekday = weekday;
            volume = mean * Math.exp(0.2 * random.nextGaussian());
            double first = 24 * random.nextDouble();
            double second = first + 7 + 4 * random.nextDouble();
            double width = 2 + 1.2 * random.nextDouble();
            double secondWidth = 2 + 1.2 * random.nextDouble();
            double height = 0.6 + 0.8 * random.nextDouble();
            double base = 0.25 + 0.3 * random.nextDouble();
            weekend = 0.5 + 0.6 * random.nextDouble();
            double sum = 0;
            for (int i = 0; i < DAY; i++) {
                double hour = i / 12.0;
                day[i] = base + bell(hour - first, width) + height * bell(hour - second, secondWidth);
                sum += day[i];
            }
            for (int i = 0; i < DAY; i++) {
                day[i] *= DAY / sum;
            }
        }

        /** Relative to the mean of a weekday. */
        double shape(int t) {
            return day[t % DAY] * ((t / DAY + weekday) % 7 >= 5 ? weekend : 1);
        }

        double at(int t) {
            return volume * shape(t);
        }

        private static double bell(double hours, double width) {
            double around = ((hours % 24) + 24) % 24;
            double distance = Math.min(around, 24 - around) / width;
            return Math.exp(-0.5 * distance * distance);
        }
    }

    /** Marsaglia and Tsang 2000. */
    private static double gamma(Random random, double shape) {
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    static int poisson(Random random, double mean) {
        if (mean > 60) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        int n = -1;
        for (double p = 1; p > limit; n++) {
            p *= 1 - random.nextDouble();
        }
        return Math.max(0, n);
    }
}
