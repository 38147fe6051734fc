package io.tidewatch.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message after analysis: personal data masked, ids hashed, opinions found. Everything downstream reads this.
 *
 * @param feedback text and title masked, author, customer and order ids as keyed hashes, {@code lang} detected
 * @param receivedAt when Kafka took the raw message, epoch milliseconds; 0 outside the running system
 * @param annotatedAt epoch milliseconds; 0 outside the running system
 * @param saidAt when it was said, epoch milliseconds, where the feedback's event time is when it was heard, see {@link
 *     #measuredAt}; 0 where that is the same
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
        long saidAt,
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
        return toBuilder().receivedAt(received).annotatedAt(annotated).build();
    }

    /**
     * The message as it is measured when its source is late by nature.
     *
     * @param heard when it was heard, epoch milliseconds
     */
    public AnnotatedFeedback measuredAt(long heard) {
        return toBuilder()
                .feedback(feedback.withEventTime(heard))
                .saidAt(saidTime())
                .build();
    }

    /** True when it is measured on the time it was heard. */
    public boolean isHeardLate() {
        return saidAt != 0;
    }

    /** When it was said, epoch milliseconds. */
    public long saidTime() {
        return saidAt == 0 ? feedback.eventTime() : saidAt;
    }

    /** How long after it was said it was heard, milliseconds, at least 0; 0 where that is not known. */
    public long delay() {
        long heard = feedback.heardAt() == 0 ? receivedAt : feedback.heardAt();
        return heard == 0 ? 0 : Math.max(0, heard - saidTime());
    }

    /** True when a customer, and not noise, says this opinion and it is negative enough to count. */
    public boolean isComplaint(Opinion opinion) {
        return noise == null && feedback.author().isCustomer() && opinion.complaint();
    }

    /** A builder with everything else at its default. */
    public static Builder builder(Feedback feedback) {
        return new Builder(feedback);
    }

    /** A builder that begins with the values of this one. */
    public Builder toBuilder() {
        Builder b = new Builder(feedback);
        b.receivedAt = receivedAt;
        b.annotatedAt = annotatedAt;
        b.saidAt = saidAt;
        b.tokens = tokens;
        b.keywords = keywords;
        b.contentHash = contentHash;
        b.voiceKey = voiceKey;
        b.simhash = simhash;
        b.foldable = foldable;
        b.pii = pii;
        b.mentions = mentions;
        b.topics = topics;
        b.noise = noise;
        b.sentiment = sentiment;
        b.opinions = opinions;
        b.grade = grade;
        b.analysisVersion = analysisVersion;
        return b;
    }

    /** Builds a {@link AnnotatedFeedback}; what is not given has the default of its field here. */
    public static final class Builder {
        private Feedback feedback;
        private long receivedAt;
        private long annotatedAt;
        private long saidAt;
        private String tokens = "";
        private List<String> keywords = List.of();
        private String contentHash = "";
        private String voiceKey = "";
        private long simhash;
        private boolean foldable;
        private List<String> pii = List.of();
        private List<String> mentions = List.of();
        private List<String> topics = List.of();
        private @Nullable String noise;
        private Sentiment sentiment = Sentiment.NEUTRAL;
        private List<Opinion> opinions = List.of();
        private int grade = 1;
        private String analysisVersion = "";

        private Builder(Feedback feedback) {
            this.feedback = feedback;
        }

        public Builder feedback(Feedback feedback) {
            this.feedback = feedback;
            return this;
        }

        public Builder receivedAt(long receivedAt) {
            this.receivedAt = receivedAt;
            return this;
        }

        public Builder annotatedAt(long annotatedAt) {
            this.annotatedAt = annotatedAt;
            return this;
        }

        public Builder saidAt(long saidAt) {
            this.saidAt = saidAt;
            return this;
        }

        public Builder tokens(String tokens) {
            this.tokens = tokens;
            return this;
        }

        public Builder keywords(List<String> keywords) {
            this.keywords = keywords;
            return this;
        }

        public Builder contentHash(String contentHash) {
            this.contentHash = contentHash;
            return this;
        }

        public Builder voiceKey(String voiceKey) {
            this.voiceKey = voiceKey;
            return this;
        }

        public Builder simhash(long simhash) {
            this.simhash = simhash;
            return this;
        }

        public Builder foldable(boolean foldable) {
            this.foldable = foldable;
            return this;
        }

        public Builder pii(List<String> pii) {
            this.pii = pii;
            return this;
        }

        public Builder mentions(List<String> mentions) {
            this.mentions = mentions;
            return this;
        }

        public Builder topics(List<String> topics) {
            this.topics = topics;
            return this;
        }

        public Builder noise(@Nullable String noise) {
            this.noise = noise;
            return this;
        }

        public Builder sentiment(Sentiment sentiment) {
            this.sentiment = sentiment;
            return this;
        }

        public Builder opinions(List<Opinion> opinions) {
            this.opinions = opinions;
            return this;
        }

        public Builder grade(int grade) {
            this.grade = grade;
            return this;
        }

        public Builder analysisVersion(String analysisVersion) {
            this.analysisVersion = analysisVersion;
            return this;
        }

        public AnnotatedFeedback build() {
            return new AnnotatedFeedback(
                    feedback,
                    receivedAt,
                    annotatedAt,
                    saidAt,
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
    }
}
