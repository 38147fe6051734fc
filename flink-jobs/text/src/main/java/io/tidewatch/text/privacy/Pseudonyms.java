package io.tidewatch.text.privacy;

import org.jspecify.annotations.Nullable;

/** Equal ids get equal pseudonyms from which none can be read back. Thread-safe. */
@FunctionalInterface
public interface Pseudonyms {
    /** Hides that two ids are equal. */
    Pseudonyms NONE = id -> null;

    /**
     * @param id letters and digits only, letters in capitals
     * @return lower-case hex digits, or null to show none
     */
    @Nullable
    String of(String id);
}
