package io.tidewatch.job.annotate;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import java.io.Serializable;
import java.util.Map;

/** What AnnotateJob asks of text analysis. */
public interface TextAnalysis {

    /** Masks, finds opinions and grades; times are left 0. */
    AnnotatedFeedback analyze(Feedback feedback);

    /**
     * A message that was analysed before and stored, with the annotation that it gets today; what it was masked to stays, nothing is
     * masked or hashed a second time.
     */
    AnnotatedFeedback again(AnnotatedFeedback stored);

    /** Changes with everything that changes a result; stands in each message as its {@code analysis_version}. */
    String version();

    /** Masks personal data in any text. */
    String mask(String text);

    /** Opens the analysis where it runs: dictionaries are loaded there and never travel. */
    interface Factory extends Serializable {
        /** With the packaged taxonomy. */
        TextAnalysis open();

        /**
         * With a taxonomy of one's own.
         *
         * @param taxonomy file name → text; empty means the packaged one
         * @throws io.tidewatch.yaml.InvalidFileException with every fault of the files
         */
        default TextAnalysis open(Map<String, String> taxonomy) {
            return open();
        }
    }

    /**
     * The analyzer.
     *
     * @param idKey secret for the keyed hashes of ids, at least 16 bytes
     */
    static Factory packaged(byte[] idKey) {
        return new SharedAnalysis(idKey);
    }
}
