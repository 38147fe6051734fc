package io.tidewatch.connector.ingest;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where feedback is taken and where it goes.
 *
 * @param bind address to listen on
 * @param port 0 takes a free one
 * @param kafka {@code host:port}
 * @param maxText longest text taken, in characters
 * @param mask takes personal data out of what an answer quotes
 * @param secret when there, only signed requests are taken; see {@link WebhookSignature}
 */
public record IngestSettings(
        String bind,
        int port,
        String kafka,
        int maxText,
        UnaryOperator<String> mask,
        @Nullable String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "IngestSettings[bind=" + bind + ", port=" + port + ", kafka=" + kafka + "]";
    }
}
