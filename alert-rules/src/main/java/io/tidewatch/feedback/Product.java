package io.tidewatch.feedback;

import org.jspecify.annotations.Nullable;

/** What the message is about; every part may be null. */
public record Product(
        @Nullable String brand,
        @Nullable String name,
        @Nullable String version,
        @Nullable String batch) {
    public static final Product NONE = new Product(null, null, null, null);
}
