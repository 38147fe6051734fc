package io.tidewatch.job.notify;

import io.tidewatch.connector.notify.Senders;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.connector.notify.send.Secrets;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.notify.message.Runbooks;
import io.tidewatch.time.LocalClock;
import io.tidewatch.time.LocalTimes;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the job. The file travels as text and is read where the operators run.
 *
 * @param file name of the notify.yaml in problems
 * @param text its content
 * @param publicUrl start of the links in pushes where the file has none; null: none
 * @param secretsBase folder that {@code file:} references start from
 * @param historicalAfterMs an alert whose event time is further behind the clock is not news
 * @param zone whose clock times pushes say
 */
public record NotifySettings(
        String file,
        String text,
        @Nullable String publicUrl,
        String secretsBase,
        long historicalAfterMs,
        Runbooks runbooks,
        ZoneId zone)
        implements Serializable {
    public static final long DEFAULT_HISTORICAL_AFTER_MS = 15 * 60_000;

    /** In the zone where nobody says. */
    public NotifySettings(
            String file,
            String text,
            @Nullable String publicUrl,
            String secretsBase,
            long historicalAfterMs,
            Runbooks runbooks) {
        this(file, text, publicUrl, secretsBase, historicalAfterMs, runbooks, LocalClock.DEFAULT_ZONE);
    }

    public NotifySettings withZone(ZoneId other) {
        return new NotifySettings(file, text, publicUrl, secretsBase, historicalAfterMs, runbooks, other);
    }

    LocalTimes times() {
        return new LocalTimes(zone);
    }

    /** @throws io.tidewatch.yaml.InvalidFileException listing every problem */
    public NotifyConfig config() {
        return NotifyFile.readOrThrow(file, text).withDefaultUrl(publicUrl);
    }

    /** The caller closes {@link SenderContext#http()}. */
    SenderContext senders(Clock clock) {
        // whatever the locale, the console gets UTF-8
        PrintStream console = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        return new SenderContext(
                config(),
                new Secrets(System.getenv(), Path.of(secretsBase)),
                new Outbound(clock),
                clock,
                times(),
                console);
    }

    /**
     * Stops the start when a channel cannot work.
     *
     * @throws io.tidewatch.yaml.InvalidFileException when the file has errors
     * @throws IllegalArgumentException listing every missing secret and every type without a sender
     */
    public void check() {
        SenderContext context = senders(Clock.systemUTC());
        try {
            List<String> problems = Senders.problems(context);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(file + ": " + String.join("\n" + file + ": ", problems));
            }
        } finally {
            context.http().close();
        }
    }
}
