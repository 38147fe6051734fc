package io.tidewatch.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message after analysis: personal data masked, ids hashed, opinions found. Everything downstream reads this.
 *
 * @param feedback text and title masked, author, customer and order ids as keyed hashes, {@code lang} detected
 * @param receivedAt when Kafka took the raw message, epoch milliseconds; 0 outside the running system
 * @param annotatedAt epoch milliseconds; 0 outside the running system
 * @param tokens space-joined words for a white-space analyzer
 * @param contentHash equal for equal normalised texts
 * @param voiceKey minimum hash over 3-shingles of the normalised text, of longer ones without their ends: near copies mostly share it
 * @param simhash 64 bit; near copies differ in at most 3 bits
 * @param foldable false for texts too short to be told apart from honest coincidence (under 12 characters)
 * @param pii kinds of personal data that were masked, sorted
 * @param mentions whom the text names with {@code @}: keyed hashes of the names, at most ten
 * @param topics what stands between {@code #} marks, masked, at most ten
 * @param noise why the message is not counted (for example {@code advertising}), or null
 * @param grade 1–5, 5 worst
 */
public record AnnotatedFeedback(
        Feedback feedback,
        long receivedAt,
        long annotatedAt,
        String tokens,
        List<String> keywords,
        String contentHash,
        String voiceKey,
        long simhash,
        boolean foldable,
        List<String> pii,
        List<String> mentions,
        List<String> topics,
        @Nullable String noise,
        Sentiment sentiment,
        List<Opinion> opinions,
        int grade,
        String analysisVersion) {

    public AnnotatedFeedback withTimes(long received, long annotated) {
        return new AnnotatedFeedback(
                feedback,
                received,
                annotated,
                tokens,
                keywords,
                contentHash,
                voiceKey,
                simhash,
                foldable,
                pii,
                mentions,
                topics,
                noise,
                sentiment,
                opinions,
                grade,
                analysisVersion);
    }

    /** True when a customer, and not noise, says this opinion and it is negative enough to count. */
    public boolean isComplaint(Opinion opinion) {
        return noise == null && feedback.author().isCustomer() && opinion.complaint();
    }
}
