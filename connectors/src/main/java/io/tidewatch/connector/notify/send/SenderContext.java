package io.tidewatch.connector.notify.send;

import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.time.LocalTimes;
import java.io.PrintStream;
import java.time.Clock;

/**
 * What senders are given.
 *
 * @param times how what is printed writes clock times
 */
public record SenderContext(
        NotifyConfig config, Secrets secrets, Outbound http, Clock clock, LocalTimes times, PrintStream console) {
    /** In the zone where nobody says. */
    public SenderContext(NotifyConfig config, Secrets secrets, Outbound http, Clock clock, PrintStream console) {
        this(config, secrets, http, clock, LocalTimes.DEFAULT, console);
    }
}
