package io.tidewatch.job.annotate;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import java.io.Serializable;

/** What AnnotateJob asks of text analysis. */
public interface TextAnalysis {

    /** Masks, finds opinions and grades; times are left 0. */
    AnnotatedFeedback analyze(Feedback feedback);

    /** Masks personal data in any text. */
    String mask(String text);

    /** Opens the analysis where it runs: dictionaries are loaded there and never travel. */
    interface Factory extends Serializable {
        TextAnalysis open();
    }

    /**
     * The analyzer with the packaged taxonomy.
     *
     * @param idKey secret for the keyed hashes of ids, at least 16 bytes
     */
    static Factory packaged(byte[] idKey) {
        return () -> {
            Analyzer analyzer = Analyzer.of(TaxonomyFiles.packaged(), idKey);
            return new TextAnalysis() {
                @Override
                public AnnotatedFeedback analyze(Feedback feedback) {
                    return analyzer.analyze(feedback);
                }

                @Override
                public String mask(String text) {
                    return analyzer.mask(text);
                }
            };
        };
    }
}
