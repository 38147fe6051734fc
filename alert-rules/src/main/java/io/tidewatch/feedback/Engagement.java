package io.tidewatch.feedback;

/** How far a message travelled; counts are at least 0. */
public record Engagement(long reposts, long comments, long likes) {
    public static final Engagement NONE = new Engagement(0, 0, 0);
}
