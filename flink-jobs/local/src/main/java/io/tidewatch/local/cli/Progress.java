package io.tidewatch.local.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Prints what goes on, one line at a time, on standard error. */
public final class Progress {
    private final PrintWriter out;
    private final long started = System.nanoTime();

    public Progress(PrintWriter out) {
        this.out = out;
    }

    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Says a line with the seconds since the beginning. */
    public void sayTimed(String line) {
        say(String.format(Locale.ROOT, "%s (%.1f s)", line, seconds()));
    }

    public double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
