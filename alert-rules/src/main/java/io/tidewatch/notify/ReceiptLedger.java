package io.tidewatch.notify;

import io.tidewatch.alert.Receipt;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What became of every delivery, kept outside the job, so that nobody is notified twice after a crash. */
public interface ReceiptLedger extends AutoCloseable {
    /** The newest receipt of a delivery; null when it has none. Everything written before the ledger was opened is known. */
    @Nullable
    Receipt find(String delivery);

    /** Returns when the receipt is durable. Called from several threads. */
    void write(Receipt receipt);

    /**
     * Notes that a delivery is about to be sent. Returns when that is durable. Called from several threads.
     *
     * @throws IllegalStateException when it cannot be noted: then nothing may be sent
     */
    void intend(String delivery);

    /** Notes that the send of a delivery has failed for certain. Called from several threads. */
    void withdraw(String delivery);

    /** True when a delivery was about to be sent and it is not known that it was not. */
    boolean isIntended(String delivery);

    @Override
    void close();

    /** Opens a ledger where the job runs. */
    @FunctionalInterface
    interface Factory extends Serializable {
        /** Reads everything written so far before it returns. */
        ReceiptLedger open();
    }
}
