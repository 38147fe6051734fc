package io.tidewatch.feedback;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One message on {@code tidewatch.feedback.*}, defaults filled in.
 *
 * @param id unique over all sources, {@code <source>:<native id>}
 * @param channelUnknown true when the received channel was not one of {@link #CHANNELS} and became {@code other}
 * @param op create, update, delete or heartbeat
 * @param eventTime when first said, epoch milliseconds; never changes for an id
 * @param eventOffset offset of the received time from UTC in minutes, kept for printing
 * @param opTime when the update or delete was made, epoch milliseconds; 0 when not given
 * @param text may be empty when a rating, csat or nps is there
 * @param visibility public, internal or aggregate
 * @param rating 0–1, or null
 * @param csat 0–1, or null
 * @param nps 0–10, or null
 */
public record Feedback(
        String id,
        String source,
        String channel,
        boolean channelUnknown,
        String op,
        long eventTime,
        int eventOffset,
        long opTime,
        String text,
        @Nullable String title,
        @Nullable String lang,
        @Nullable String url,
        String visibility,
        @Nullable String touchpoint,
        Author author,
        Customer customer,
        Product product,
        @Nullable String orderId,
        @Nullable String threadId,
        @Nullable String parentId,
        @Nullable String repostOf,
        Engagement engagement,
        @Nullable Double rating,
        @Nullable Double csat,
        @Nullable Double nps) {

    public static final Set<String> CHANNELS =
            Set.of("social", "im", "phone", "email", "ticket", "review", "survey", "rss", "app", "store", "other");
    public static final Set<String> OPS = Set.of("create", "update", "delete", "heartbeat");
    public static final Set<String> ROLES = Set.of("customer", "agent", "bot", "media", "government");
    public static final Set<String> VERIFICATIONS = Set.of("none", "person", "company", "media", "government");
    public static final Set<String> VISIBILITIES = Set.of("public", "internal", "aggregate");

    public boolean isCreate() {
        return "create".equals(op);
    }

    public boolean isHeartbeat() {
        return "heartbeat".equals(op);
    }

    /** Ordering of the states of one document: the operation's time, or the event's when it has none. */
    public long version() {
        return opTime > 0 ? opTime : eventTime;
    }

    /** A copy with another event time. */
    public Feedback withEventTime(long millis) {
        return new Feedback(
                id,
                source,
                channel,
                channelUnknown,
                op,
                millis,
                eventOffset,
                opTime,
                text,
                title,
                lang,
                url,
                visibility,
                touchpoint,
                author,
                customer,
                product,
                orderId,
                threadId,
                parentId,
                repostOf,
                engagement,
                rating,
                csat,
                nps);
    }

    /** A heartbeat of a source: it moves event time and says that the source lives. */
    public static Feedback heartbeat(String source, long eventTime) {
        return new Feedback(
                "heartbeat:" + source,
                source,
                "other",
                false,
                "heartbeat",
                eventTime,
                480,
                0,
                "",
                null,
                null,
                null,
                "internal",
                null,
                Author.UNKNOWN,
                Customer.UNKNOWN,
                Product.NONE,
                null,
                null,
                null,
                null,
                Engagement.NONE,
                null,
                null,
                null);
    }
}
