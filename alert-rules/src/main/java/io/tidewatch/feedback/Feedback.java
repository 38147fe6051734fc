package io.tidewatch.feedback;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One message on {@code tidewatch.feedback.*}, defaults filled in.
 *
 * @param id unique over all sources, {@code <source>:<native id>}
 * @param channelUnknown true when the received channel was not one of {@link #CHANNELS} and became {@code other}
 * @param op create, update, delete or heartbeat
 * @param eventTime event time: when it was first said, epoch milliseconds; never changes for an id
 * @param eventOffset offset of the received time from UTC in minutes, kept for printing
 * @param opTime when the update or delete was made, epoch milliseconds; 0 when not given
 * @param heardAt when the door took it, epoch milliseconds; 0 when it does not say
 * @param text may be empty when a rating, csat or nps is there
 * @param visibility who may read it
 * @param rating 0–1, or null
 * @param csat 0–1, or null
 * @param nps 0–10, or null
 * @param dims values of declared dimensions, name → value, in order of name
 * @param media how many images and videos came with it
 * @param link to where the message can be answered: https, or null; text, never opened by itself
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
        long heardAt,
        String text,
        @Nullable String title,
        @Nullable String lang,
        @Nullable String url,
        Visibility visibility,
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
        @Nullable Double nps,
        Map<String, String> dims,
        Media media,
        @Nullable String link) {

    /** So many characters of a value of {@link #dims} are kept. */
    public static final int MAX_DIMENSION = 64;

    private static final Map<String, String> NO_DIMS = Collections.emptySortedMap();

    public static final Set<String> CHANNELS =
            Set.of("social", "im", "phone", "email", "ticket", "review", "survey", "rss", "app", "store", "other");
    public static final Set<String> OPS = Set.of("create", "update", "delete", "heartbeat");

    public Feedback {
        // state of earlier versions has neither, and serializers do not keep an order
        dims = dims == null || dims.isEmpty() ? NO_DIMS : dims instanceof SortedMap ? dims : new TreeMap<>(dims);
        media = media == null ? Media.NONE : media;
    }

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
        return toBuilder().eventTime(millis).build();
    }

    /** A heartbeat of a source: it moves event time and says that the source lives. */
    public static Feedback heartbeat(String source, long eventTime) {
        return builder("heartbeat:" + source, source, eventTime).op("heartbeat").build();
    }

    /** A builder with everything else at its default. */
    public static Builder builder(String id, String source, long eventTime) {
        return new Builder(id, source, eventTime);
    }

    /** A builder that begins with the values of this one. */
    public Builder toBuilder() {
        Builder b = new Builder(id, source, eventTime);
        b.channel = channel;
        b.channelUnknown = channelUnknown;
        b.op = op;
        b.eventOffset = eventOffset;
        b.opTime = opTime;
        b.heardAt = heardAt;
        b.text = text;
        b.title = title;
        b.lang = lang;
        b.url = url;
        b.visibility = visibility;
        b.touchpoint = touchpoint;
        b.author = author;
        b.customer = customer;
        b.product = product;
        b.orderId = orderId;
        b.threadId = threadId;
        b.parentId = parentId;
        b.repostOf = repostOf;
        b.engagement = engagement;
        b.rating = rating;
        b.csat = csat;
        b.nps = nps;
        b.dims = dims;
        b.media = media;
        b.link = link;
        return b;
    }

    /** Builds a {@link Feedback}; what is not given has the default of its field here. */
    public static final class Builder {
        private String id;
        private String source;
        private String channel = "other";
        private boolean channelUnknown;
        private String op = "create";
        private long eventTime;
        private int eventOffset = 480;
        private long opTime;
        private long heardAt;
        private String text = "";
        private @Nullable String title;
        private @Nullable String lang;
        private @Nullable String url;
        private Visibility visibility = Visibility.INTERNAL;
        private @Nullable String touchpoint;
        private Author author = Author.UNKNOWN;
        private Customer customer = Customer.UNKNOWN;
        private Product product = Product.NONE;
        private @Nullable String orderId;
        private @Nullable String threadId;
        private @Nullable String parentId;
        private @Nullable String repostOf;
        private Engagement engagement = Engagement.NONE;
        private @Nullable Double rating;
        private @Nullable Double csat;
        private @Nullable Double nps;
        private Map<String, String> dims = NO_DIMS;
        private Media media = Media.NONE;
        private @Nullable String link;

        private Builder(String id, String source, long eventTime) {
            this.id = id;
            this.source = source;
            this.eventTime = eventTime;
        }

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder source(String source) {
            this.source = source;
            return this;
        }

        public Builder channel(String channel) {
            this.channel = channel;
            return this;
        }

        public Builder channelUnknown(boolean channelUnknown) {
            this.channelUnknown = channelUnknown;
            return this;
        }

        public Builder op(String op) {
            this.op = op;
            return this;
        }

        public Builder eventTime(long eventTime) {
            this.eventTime = eventTime;
            return this;
        }

        public Builder eventOffset(int eventOffset) {
            this.eventOffset = eventOffset;
            return this;
        }

        public Builder opTime(long opTime) {
            this.opTime = opTime;
            return this;
        }

        public Builder heardAt(long heardAt) {
            this.heardAt = heardAt;
            return this;
        }

        public Builder text(String text) {
            this.text = text;
            return this;
        }

        public Builder title(@Nullable String title) {
            this.title = title;
            return this;
        }

        public Builder lang(@Nullable String lang) {
            this.lang = lang;
            return this;
        }

        public Builder url(@Nullable String url) {
            this.url = url;
            return this;
        }

        public Builder visibility(Visibility visibility) {
            this.visibility = visibility;
            return this;
        }

        public Builder touchpoint(@Nullable String touchpoint) {
            this.touchpoint = touchpoint;
            return this;
        }

        public Builder author(Author author) {
            this.author = author;
            return this;
        }

        public Builder customer(Customer customer) {
            this.customer = customer;
            return this;
        }

        public Builder product(Product product) {
            this.product = product;
            return this;
        }

        public Builder orderId(@Nullable String orderId) {
            this.orderId = orderId;
            return this;
        }

        public Builder threadId(@Nullable String threadId) {
            this.threadId = threadId;
            return this;
        }

        public Builder parentId(@Nullable String parentId) {
            this.parentId = parentId;
            return this;
        }

        public Builder repostOf(@Nullable String repostOf) {
            this.repostOf = repostOf;
            return this;
        }

        public Builder engagement(Engagement engagement) {
            this.engagement = engagement;
            return this;
        }

        public Builder rating(@Nullable Double rating) {
            this.rating = rating;
            return this;
        }

        public Builder csat(@Nullable Double csat) {
            this.csat = csat;
            return this;
        }

        public Builder nps(@Nullable Double nps) {
            this.nps = nps;
            return this;
        }

        public Builder dims(Map<String, String> dims) {
            this.dims = dims;
            return this;
        }

        public Builder media(Media media) {
            this.media = media;
            return this;
        }

        public Builder link(@Nullable String link) {
            this.link = link;
            return this;
        }

        public Feedback build() {
            return new Feedback(
                    id,
                    source,
                    channel,
                    channelUnknown,
                    op,
                    eventTime,
                    eventOffset,
                    opTime,
                    heardAt,
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
                    nps,
                    dims,
                    media,
                    link);
        }
    }
}
