package io.tidewatch.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.rule.Rule;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** For how many days rules have learnt what is usual: since the first stored message, or since they count what they count. */
public final class LearntDays {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long DAY_MS = 24 * 3_600_000L;
    /** A baseline knows every hour of working days and of weekends after so long. */
    private static final int LEARNT = 14;

    private final RuleHistory past;
    private final @Nullable Long storedSince;
    private final long now;

    /**
     * @param storedSince event time of the first stored message, epoch milliseconds; null when there is none, or nobody to ask
     * @param now epoch milliseconds
     */
    LearntDays(RuleHistory past, @Nullable Long storedSince, long now) {
        this.past = past;
        this.storedSince = storedSince;
        this.now = now;
    }

    /** @param now epoch milliseconds */
    public static LearntDays read(RuleHistory past, String elasticsearch, long now) {
        return new LearntDays(past, writtenSince(elasticsearch), now);
    }

    /** How long a rule has listened, milliseconds. */
    public long listenedMs(Rule rule) {
        return storedSince == null ? 0 : Math.max(0, now - Math.max(storedSince, past.learnsSince(rule)));
    }

    /** Whole days. */
    long of(Rule rule) {
        return listenedMs(rule) / DAY_MS;
    }

    /** What a list of rules says of it; empty for rules that do not learn. */
    public String inWords(Rule rule) {
        if (!rule.spec().learns()) {
            return "";
        }
        long days = of(rule);
        return days >= LEARNT ? "learnt" : "learning " + days + "/" + LEARNT + " d";
    }

    private static @Nullable Long writtenSince(String elasticsearch) {
        try {
            JsonNode first = new ElasticsearchHttp(elasticsearch, TIMEOUT)
                    .post(
                            "/" + IndexTemplates.alias("feedback") + "/_search",
                            "{\"size\":0,\"aggs\":{\"first\":{\"min\":{\"field\":\"@timestamp\"}}}}")
                    .path("aggregations")
                    .path("first")
                    .path("value");
            return first.isNumber() ? Long.valueOf(first.longValue()) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
