package io.tidewatch.local.server;

import java.io.IOException;

/**
 * Ties a server's life to its parent's: the parent holds the other end of standard input. A line there asks for an
 * orderly stop; the end of the stream means that the parent is gone, even by {@code kill -9}, and the server ends at
 * once.
 */
final class ParentWatch {
    private ParentWatch() {}

    /** Watches in the background; {@code stop} is run when the parent asks for it, then the process ends. */
    static void start(Runnable stop) {
        Thread watch = new Thread(() -> await(stop), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void await(Runnable stop) {
        try {
            if (System.in.read() >= 0) {
                stop.run();
            }
        } catch (IOException | RuntimeException e) {
            // whatever happened, the only safe thing left is to end
        }
        Runtime.getRuntime().halt(0);
    }
}
