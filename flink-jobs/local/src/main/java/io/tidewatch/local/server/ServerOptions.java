package io.tidewatch.local.server;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the servers keep their data and which ports they take. All bind 127.0.0.1.
 *
 * @param directory data, generated settings and logs; used by one set of servers at a time
 * @param kafka a server that runs elsewhere, or an own one
 * @param elasticsearch likewise
 * @param redis likewise
 * @param startTimeout how long one server may take until it answers
 */
public record ServerOptions(
        Path directory, ServerChoice kafka, ServerChoice elasticsearch, ServerChoice redis, Duration startTimeout) {

    /** Own servers on free ports, in the usual sizes. */
    public static ServerOptions in(Path directory) {
        return new ServerOptions(
                directory,
                ServerChoice.own(0, "512m"),
                ServerChoice.own(0, "512m"),
                ServerChoice.own(0, ""),
                Duration.ofMinutes(2));
    }
}
