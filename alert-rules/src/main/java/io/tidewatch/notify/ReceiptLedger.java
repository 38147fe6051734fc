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

    @Override
    void close();

    /** Opens a ledger where the job runs. */
    @FunctionalInterface
    interface Factory extends Serializable {
        /** Reads everything written so far before it returns. */
        ReceiptLedger open();
    }
}
