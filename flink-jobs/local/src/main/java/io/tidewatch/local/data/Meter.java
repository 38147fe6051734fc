package io.tidewatch.local.data;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Says how far a long piece of work is, every few seconds, and how fast it went. */
public final class Meter {
    private static final long EVERY_NANOS = 5_000_000_000L;
    private static final int WIDTH = 30;

    private final Consumer<String> say;
    private final DoubleSupplier fraction;
    private final LongSupplier nanos;
    private final long begun;
    private long said;
    private long count;

    /**
     * @param say takes a line for people
     * @param fraction how much is done, 0–1, or NaN when nobody knows
     */
    public Meter(Consumer<String> say, DoubleSupplier fraction) {
        this(say, fraction, System::nanoTime);
    }

    Meter(Consumer<String> say, DoubleSupplier fraction, LongSupplier nanos) {
        this.say = say;
        this.fraction = fraction;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.said = begun;
    }

    public void add(long messages) {
        count += messages;
        long now = nanos.getAsLong();
        if (now - said >= EVERY_NANOS) {
            said = now;
            say.accept(bar() + count + " messages, " + perSecond() + "/s");
        }
    }

    public long count() {
        return count;
    }

    /** For example {@code 20000 messages in 3.2 s (6250/s)}. */
    public String summary() {
        return String.format(Locale.ROOT, "%d messages in %.1f s (%d/s)", count, seconds(), perSecond());
    }

    private String bar() {
        double done = fraction.getAsDouble();
        if (Double.isNaN(done)) {
            return "";
        }
        int full = (int) (Math.max(0, Math.min(1, done)) * WIDTH);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + Math.round(done * 100) + "% ";
    }

    private long perSecond() {
        return Math.round(count / Math.max(0.001, seconds()));
    }

    private double seconds() {
        return (nanos.getAsLong() - begun) / 1e9;
    }
}
