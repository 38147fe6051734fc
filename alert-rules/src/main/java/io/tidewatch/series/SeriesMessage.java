package io.tidewatch.series;

import io.tidewatch.alert.Attached;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a series keeps of one message: enough to count it and to show it.
 *
 * @param time event time, epoch milliseconds
 * @param original false for near copies and reposts
 * @param negative true when it says something negative
 * @param author hash of the author's id; of the message's id when the author is unknown
 * @param text masked, cut to what evidence shows
 * @param keywords words of the message
 * @param traits what it is about and from whom, as {@code dimension=value}
 * @param shares names of the shares that the message belongs to, of those that are looked at; empty as a rule
 * @param model what read it: two messages with different ones may be counted differently; 0 when not known
 * @param saidAt when it was said, epoch milliseconds, where {@code time} is when it was heard; 0 where that is the same
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
        long saidAt,
        long receivedAt,
        long annotatedAt,
        @Nullable Attached attached) {

    /** Longest text kept, in characters. */
    public static final int MAX_TEXT = 280;

    /** In order of event time, and then one that does not depend on the order in which they came. */
    static final Comparator<SeriesMessage> IN_TIME =
            Comparator.comparingLong(SeriesMessage::time).thenComparing(SeriesMessage::id);

    /** With the names of the shares that it belongs to. */
    public SeriesMessage in(List<String> someShares) {
        return toBuilder().shares(someShares).build();
    }

    /** With the model that it was analysed by. */
    public SeriesMessage readBy(long someModel) {
        return toBuilder().model(someModel).build();
    }

    /** What a sample shows, and by what it is chosen: without what only counting needs. */
    SeriesMessage shown() {
        return keywords.isEmpty() && traits.isEmpty()
                ? this
                : toBuilder().keywords(List.of()).traits(List.of()).build();
    }

    /** As evidence shows it. */
    public EvidenceSample sample() {
        return new EvidenceSample(id, text, channel, source, saidTime()).with(attached);
    }

    /** True when it is counted when it was heard. */
    public boolean isHeardLate() {
        return saidAt != 0;
    }

    /** When it was said, epoch milliseconds. */
    public long saidTime() {
        return saidAt == 0 ? time : saidAt;
    }

    /**
     * Evidence with when it was said, where most of it was heard long after.
     *
     * @param messages that it is taken from
     */
    public static Evidence said(Evidence evidence, Collection<SeriesMessage> messages) {
        int late = 0;
        long first = Long.MAX_VALUE;
        long last = 0;
        for (SeriesMessage m : messages) {
            if (m.isHeardLate()) {
                late++;
                first = Math.min(first, m.saidAt());
                last = Math.max(last, m.saidAt());
            }
        }
        return 2 * late > messages.size() ? evidence.said(first, last) : evidence;
    }

    /** A builder with everything else at its default. */
    public static Builder builder(long time, String id) {
        return new Builder(time, id);
    }

    /** A builder that begins with the values of this one. */
    public Builder toBuilder() {
        Builder b = new Builder(time, id);
        b.original = original;
        b.negative = negative;
        b.author = author;
        b.followers = followers;
        b.text = text;
        b.channel = channel;
        b.source = source;
        b.keywords = keywords;
        b.traits = traits;
        b.shares = shares;
        b.model = model;
        b.saidAt = saidAt;
        b.receivedAt = receivedAt;
        b.annotatedAt = annotatedAt;
        b.attached = attached;
        return b;
    }

    /** Builds a {@link SeriesMessage}; what is not given has the default of its field here. */
    public static final class Builder {
        private long time;
        private String id;
        private boolean original = true;
        private boolean negative;
        private long author;
        private long followers;
        private String text = "";
        private String channel = "";
        private String source = "";
        private List<String> keywords = List.of();
        private List<String> traits = List.of();
        private List<String> shares = List.of();
        private long model;
        private long saidAt;
        private long receivedAt;
        private long annotatedAt;
        private @Nullable Attached attached;

        private Builder(long time, String id) {
            this.time = time;
            this.id = id;
        }

        public Builder time(long time) {
            this.time = time;
            return this;
        }

        public Builder id(String id) {
            this.id = id;
            return this;
        }

        public Builder original(boolean original) {
            this.original = original;
            return this;
        }

        public Builder negative(boolean negative) {
            this.negative = negative;
            return this;
        }

        public Builder author(long author) {
            this.author = author;
            return this;
        }

        public Builder followers(long followers) {
            this.followers = followers;
            return this;
        }

        public Builder text(String text) {
            this.text = text;
            return this;
        }

        public Builder channel(String channel) {
            this.channel = channel;
            return this;
        }

        public Builder source(String source) {
            this.source = source;
            return this;
        }

        public Builder keywords(List<String> keywords) {
            this.keywords = keywords;
            return this;
        }

        public Builder traits(List<String> traits) {
            this.traits = traits;
            return this;
        }

        public Builder shares(List<String> shares) {
            this.shares = shares;
            return this;
        }

        public Builder model(long model) {
            this.model = model;
            return this;
        }

        public Builder saidAt(long saidAt) {
            this.saidAt = saidAt;
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

        public Builder attached(@Nullable Attached attached) {
            this.attached = attached;
            return this;
        }

        public SeriesMessage build() {
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
                    keywords,
                    traits,
                    shares,
                    model,
                    saidAt,
                    receivedAt,
                    annotatedAt,
                    attached);
        }
    }
}
