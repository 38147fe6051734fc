package io.tidewatch.taxonomy;

import io.tidewatch.yaml.Problems;
import java.util.Map;

/** Reads taxonomy files. */
public final class TaxonomyFiles {
    private TaxonomyFiles() {}

    /**
     * @param files name → text
     * @param problems takes every error and warning with file, line and path
     */
    public static Taxonomy read(Map<String, String> files, Problems problems) {
        throw new UnsupportedOperationException("not yet");
    }

    /** The taxonomy packaged with this version. */
    public static Taxonomy packaged() {
        throw new UnsupportedOperationException("not yet");
    }
}
