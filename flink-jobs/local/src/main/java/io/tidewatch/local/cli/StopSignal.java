package io.tidewatch.local.cli;

import java.lang.reflect.Proxy;
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
    // the only way to catch Ctrl-C before the shutdown hooks of the libraries do
    public static StopSignal install() {
        StopSignal stop = new StopSignal(Thread.currentThread());
        for (String name : new String[] {"INT", "TERM"}) {
            handle(name, stop::asked);
        }
        return stop;
    }

    /** By reflection: javac warns of this class wherever it is named, and there is no other for it. */
    private static void handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot handle signal " + name, e);
        }
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

    /**
     * Waits for a signal or for a failure.
     *
     * @return the failure, or empty when asked
     */
    public String await(CompletableFuture<String> failure) {
        failure.thenAccept(reason::complete);
        return reason.join();
    }
}
