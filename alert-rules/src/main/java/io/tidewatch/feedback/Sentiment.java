package io.tidewatch.feedback;

/**
 * Sentiment of a whole message.
 *
 * @param score −1…1 = P(positive) − P(negative)
 * @param confidence 0…1, calibrated probability of {@code label}
 */
public record Sentiment(Label label, double score, double confidence) {
    /** Neither positive nor negative, for certain. */
    public static final Sentiment NEUTRAL = new Sentiment(Label.NEUTRAL, 0, 1);
}
