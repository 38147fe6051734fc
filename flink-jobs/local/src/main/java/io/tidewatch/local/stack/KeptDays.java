package io.tidewatch.local.stack;

import io.tidewatch.local.cli.Checkout;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.time.Durations;
import io.tidewatch.time.WireTime;
import java.time.Clock;

/** The running stack refuses what is older than its retention: said before it is sent. */
public final class KeptDays {
    private KeptDays() {}

    /** @param first earliest time that will be sent, epoch milliseconds */
    public static void warn(long first, Clock clock, Progress progress) {
        long kept = Configuration.defaults(Checkout.root())
                .duration(Option.RETENTION)
                .toMillis();
        long oldest = clock.millis() - kept;
        if (first < oldest) {
            progress.say("messages before " + WireTime.print(oldest) + " become dead letters: they are older than "
                    + Durations.print(kept) + ", unless the stack runs with a longer " + Option.RETENTION.key());
        }
    }
}
