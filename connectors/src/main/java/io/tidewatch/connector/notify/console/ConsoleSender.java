package io.tidewatch.connector.notify.console;

import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Sender;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.message.Push;
import io.tidewatch.time.LocalTimes;
import java.io.PrintStream;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** Prints a push as the phone would show it. */
public final class ConsoleSender implements Sender {
    private static final int ROOM = 64_000;

    private final PrintStream out;
    private final Clock clock;
    private final LocalTimes times;

    private ConsoleSender(PrintStream out, Clock clock, LocalTimes times) {
        this.times = times;
        this.out = out;
        this.clock = clock;
    }

    public static ConsoleSender open(Channel channel, SenderContext context) {
        return new ConsoleSender(context.console(), context.clock(), context.times());
    }

    @Override
    public int roomForPeople() {
        return ROOM;
    }

    @Override
    public CompletableFuture<Delivery> send(Push push) {
        StringBuilder b = new StringBuilder(512);
        b.append("┌─ ")
                .append(times.seconds(clock.millis()))
                .append(" → ")
                .append(push.receiver())
                .append('\n');
        b.append("│ ").append(push.message().titleIn(push.lang())).append('\n');
        for (String line : push.message().linesIn(push.lang())) {
            b.append("│   ").append(line).append('\n');
        }
        b.append("└─").append('\n');
        synchronized (out) {
            out.print(b);
            out.flush();
        }
        return CompletableFuture.completedFuture(Delivery.delivered(0));
    }
}
