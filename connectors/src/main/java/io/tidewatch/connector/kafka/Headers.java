package io.tidewatch.connector.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;

/** Names of our own record headers. */
public final class Headers {
    /** Topic and partition that a message was first received on. */
    public static final String ORIGIN = "tidewatch_origin";

    private Headers() {}

    /** The origin noted on a record, or an empty text. */
    public static String origin(org.apache.kafka.common.header.Headers headers) {
        Header h = headers.lastHeader(ORIGIN);
        return h == null || h.value() == null ? "" : new String(h.value(), StandardCharsets.UTF_8);
    }
}
