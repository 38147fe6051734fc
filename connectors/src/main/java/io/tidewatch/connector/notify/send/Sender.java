package io.tidewatch.connector.notify.send;

import io.tidewatch.notify.message.Push;
import java.util.concurrent.CompletableFuture;

/** Says a push by one channel. Thread-safe. */
public interface Sender {
    /**
     * Tries once.
     *
     * @return completes with the outcome within the channel's timeout; never exceptionally, never with a secret in it
     */
    CompletableFuture<Delivery> send(Push push);

    /** Most pushes that the vendor takes within a minute; 0 means that no limit is known. */
    default int perMinute() {
        return 0;
    }

    /**
     * How much one message holds when people read the channel, in bytes of UTF-8; 0 for a channel that programs read, which
     * are sent each push by itself.
     */
    default int roomForPeople() {
        return 0;
    }

    /** Opens a sender where the job runs. */
    @FunctionalInterface
    interface Factory {
        /** @throws IllegalArgumentException naming the field when the settings cannot work */
        Sender open(io.tidewatch.notify.config.Channel channel, SenderContext context);
    }
}
