package io.tidewatch.local.cli;

import java.util.concurrent.CompletableFuture;

/**
 * Ctrl-C and kill ask for an orderly end instead of ending the process under the feet of the jobs. Asked a second time,
 * the process ends at once; the servers end with it.
 */
public final class StopSignal {
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private final Thread starting;
    private volatile boolean started;

    private StopSignal(Thread starting) {
        this.starting = starting;
    }

    /** Watches from now on; until {@link #started} a signal interrupts the calling thread. */
    // the only way to hear Ctrl-C before the shutdown hooks of the libraries do
    public static StopSignal install() {
        StopSignal stop = new StopSignal(Thread.currentThread());
        for (String name : new String[] {"INT", "TERM"}) {
            sun.misc.Signal.handle(new sun.misc.Signal(name), s -> stop.asked());
        }
        return stop;
    }

    private void asked() {
        if (!reason.complete("")) {
            Runtime.getRuntime().halt(130);
        }
        if (!started) {
            starting.interrupt();
        }
    }

    /** The stack is up: from now on a signal is waited for. */
    public void started() {
        started = true;
    }

    public boolean isAsked() {
        return reason.isDone();
    }

    /** Waits for a signal or for a failure. @return the failure, or empty when asked */
    public String await(CompletableFuture<String> failure) {
        failure.thenAccept(reason::complete);
        return reason.join();
    }
}
