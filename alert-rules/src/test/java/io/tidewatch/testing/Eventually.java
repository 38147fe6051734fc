package io.tidewatch.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Polls until what is seen fits or a deadline has passed; a test that waits for something goes on as soon as it is there.
 *
 * <pre>{@code
 * Eventually.within(Duration.ofSeconds(60)).see("documents in " + index, () -> count(index), n -> n > 0);
 * }</pre>
 *
 * <p>Between two looks it pauses for a tenth of the time waited so far, at most {@value #MAX_PAUSE_MS} ms, so a wait takes
 * hardly longer than it must and a long one costs little. Immutable.
 */
public final class Eventually {
    private static final long MIN_PAUSE_NANOS = 1_000_000;
    private static final int MAX_PAUSE_MS = 250;

    /** A look at something; may be null, may throw. */
    @FunctionalInterface
    public interface Look<T extends @Nullable Object, E extends Exception> {
        T look() throws E;
    }

    private final Duration atMost;
    private final @Nullable Duration pause;

    private Eventually(Duration atMost, @Nullable Duration pause) {
        this.atMost = atMost;
        this.pause = pause;
    }

    /** @param atMost from the first look to the last; it is looked once more when this has passed */
    public static Eventually within(Duration atMost) {
        return new Eventually(atMost, null);
    }

    /** With this pause between two looks, zero for none: where a look itself waits or moves a virtual clock on. */
    public Eventually every(Duration fixedPause) {
        return new Eventually(atMost, fixedPause);
    }

    /**
     * Waits.
     *
     * @param what is looked for, for the message of a failure
     * @param look called again and again by the calling thread; what it throws ends the wait
     * @return the first that fits
     * @throws AssertionError when nothing fits in time or the thread is interrupted; says what was seen last
     */
    public <T extends @Nullable Object, E extends Exception> T see(
            String what, Look<? extends T, E> look, Predicate<? super T> fits) throws E {
        long start = System.nanoTime();
        for (int looks = 1; ; looks++) {
            long waited = System.nanoTime() - start;
            T seen = look.look();
            if (fits.test(seen)) {
                return seen;
            }
            String ending = waited >= atMost.toNanos()
                    ? "not within " + atMost.toMillis() / 1_000.0 + " s"
                    : Thread.currentThread().isInterrupted() ? "interrupted" : null;
            if (ending != null) {
                throw new AssertionError(what + ": " + ending + ", last of " + looks + " times seen: " + seen);
            }
            LockSupport.parkNanos(pauseAfter(waited));
        }
    }

    private long pauseAfter(long waited) {
        return pause != null
                ? pause.toNanos()
                : Math.max(MIN_PAUSE_NANOS, Math.min(MAX_PAUSE_MS * 1_000_000L, waited / 10));
    }
}
