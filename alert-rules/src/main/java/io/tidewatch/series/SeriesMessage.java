package io.tidewatch.series;

import java.util.Comparator;
import java.util.List;

/**
 * What a series keeps of one message: enough to count it and to show it.
 *
 * @param time when it was said, epoch milliseconds event time
 * @param original false for near copies and reposts
 * @param negative true when it says something negative
 * @param author hash of the author's id; of the message's id when the author is unknown
 * @param text masked, cut to what evidence shows
 * @param keywords words of the message
 * @param traits what it is about and from whom, as {@code dimension=value}
 * @param shares names of the shares that the message belongs to, of those that are looked at; empty as a rule
 * @param model what read it: two messages with different ones may be counted differently; 0 when not known
 * @param receivedAt wall clock, epoch milliseconds; 0 outside the running system
 */
public record SeriesMessage(
        long time,
        String id,
        boolean original,
        boolean negative,
        long author,
        long followers,
        String text,
        String channel,
        String source,
        List<String> keywords,
        List<String> traits,
        List<String> shares,
        long model,
        long receivedAt,
        long annotatedAt) {

    /** Longest text kept, in characters. */
    public static final int MAX_TEXT = 280;

    /** In the order in which they were said; one that does not depend on the order in which they came. */
    static final Comparator<SeriesMessage> IN_TIME =
            Comparator.comparingLong(SeriesMessage::time).thenComparing(SeriesMessage::id);

    /** A message of which no share is looked at. */
    public SeriesMessage(
            long time,
            String id,
            boolean original,
            boolean negative,
            long author,
            long followers,
            String text,
            String channel,
            String source,
            List<String> keywords,
            List<String> traits,
            long receivedAt,
            long annotatedAt) {
        this(
                time,
                id,
                original,
                negative,
                author,
                followers,
                text,
                channel,
                source,
                keywords,
                traits,
                List.of(),
                0,
                receivedAt,
                annotatedAt);
    }

    /** With the names of the shares that it belongs to. */
    public SeriesMessage in(List<String> someShares) {
        return with(keywords, traits, someShares, model);
    }

    /** With the model that it was analysed by. */
    public SeriesMessage readBy(long someModel) {
        return with(keywords, traits, shares, someModel);
    }

    /** What a sample shows: without what only counting needs. */
    SeriesMessage shown() {
        return keywords.isEmpty() && traits.isEmpty() && shares.isEmpty()
                ? this
                : with(List.of(), List.of(), List.of(), model);
    }

    private SeriesMessage with(
            List<String> someKeywords, List<String> someTraits, List<String> someShares, long someModel) {
        return new SeriesMessage(
                time,
                id,
                original,
                negative,
                author,
                followers,
                text,
                channel,
                source,
                someKeywords,
                someTraits,
                someShares,
                someModel,
                receivedAt,
                annotatedAt);
    }
}
