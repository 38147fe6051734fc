package io.tidewatch.notify.message;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The pages that say what to do. */
@FunctionalInterface
public interface Runbooks extends Serializable {
    /** The first thing to do by the page of a path such as {@code runbooks/logistics-delay.md}; null when there is none. */
    @Nullable
    String firstStep(String path);

    static Runbooks none() {
        return path -> null;
    }
}
