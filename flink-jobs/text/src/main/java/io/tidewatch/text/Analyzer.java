package io.tidewatch.text;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.taxonomy.Taxonomy;

/** Turns feedback as received into annotated feedback. Thread-safe; dictionaries are loaded once per JVM. */
public final class Analyzer {
    private Analyzer() {}

    /**
     * @param taxonomy the issues to look for
     * @param idKey secret for the keyed hashes of ids, at least 16 bytes
     */
    public static Analyzer of(Taxonomy taxonomy, byte[] idKey) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Never throws for any text; heartbeats and deletes pass with no analysis. Times are left 0. */
    public AnnotatedFeedback analyze(Feedback feedback) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Masks personal data in any text, for dead letters and logs. */
    public String mask(String text) {
        throw new UnsupportedOperationException("not yet");
    }

    /** Hash over everything that changes a result: taxonomy, lexicon, model, code revision. */
    public String version() {
        throw new UnsupportedOperationException("not yet");
    }
}
