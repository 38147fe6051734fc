package io.tidewatch.local.company;

import io.tidewatch.taxonomy.Taxonomy;

/**
 * Which company is made.
 *
 * @param seed any number; with {@code volume} it decides everything that is drawn
 * @param volume messages a day on an average day, complaints or not, 50 to 200 000
 * @param days 8 to 366
 * @param learning days at the beginning without a crisis, 3 to 180, of which the last third counts as quiet
 * @param crises how many are planted, 0 to {@value #MOST_CRISES}
 * @param start epoch milliseconds, midnight of a Monday at +08:00
 */
public record CompanySettings(
        long seed, int volume, int days, int learning, int crises, long start, Taxonomy taxonomy) {
    static final int MOST_CRISES = 8;
    static final long DAY_MS = 86_400_000;
    static final long BIN_MS = 300_000;
    static final int BINS = 288;

    /** Days in which the crises begin and end, beyond those of learning and as many as a third of them at the end. */
    static final int LEAST_SPAN = 4;

    public CompanySettings {
        if (volume < 50 || volume > 200_000) {
            throw new IllegalArgumentException("volumes: " + volume + ", expected 50 to 200000");
        }
        if (days < 8 || days > 366) {
            throw new IllegalArgumentException("days: " + days + ", expected 8 to 366");
        }
        if (learning < 3 || learning > 180) {
            throw new IllegalArgumentException("learning: " + learning + ", expected 3 to 180");
        }
        if (crises < 0 || crises > MOST_CRISES) {
            throw new IllegalArgumentException("crises: " + crises + ", expected 0 to " + MOST_CRISES);
        }
        int least = learning + learning / 3 + LEAST_SPAN;
        if (days < least) {
            throw new IllegalArgumentException("days: " + days + ", expected at least " + least + ", which are "
                    + learning + " of learning, " + LEAST_SPAN + " for crises and " + learning / 3 + " quiet ones");
        }
    }

    /** Whole days at the end in which no crisis is left, and as many of the learning days, that count as quiet. */
    public int quietDays() {
        return learning / 3;
    }

    /** From when on false pages are counted, epoch milliseconds. */
    public long countedFrom() {
        return start + (learning - quietDays()) * DAY_MS;
    }

    /** End of the last day, epoch milliseconds. */
    public long end() {
        return start + days * DAY_MS;
    }

    /** Days in which crises begin and end. */
    int span() {
        return days - learning - quietDays();
    }
}
