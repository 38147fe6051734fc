package io.tidewatch.local.faults;

import io.tidewatch.local.Tidewatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The real command line, in a process whose tasks can be made to fail: each line of the standard input is the beginning of
 * a thread's name, and the first such thread is interrupted, wherever it is.
 */
public final class InterruptedUp {
    private InterruptedUp() {}

    public static void main(String[] arguments) {
        Thread faults = new Thread(InterruptedUp::interruptOnDemand, "faults");
        faults.setDaemon(true);
        faults.start();
        Tidewatch.main(arguments);
    }

    private static void interruptOnDemand() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                interruptFirst(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void interruptFirst(String beginning) {
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        for (Thread t : threads) {
            if (t.getName().startsWith(beginning)) {
                t.interrupt();
                return;
            }
        }
    }
}
