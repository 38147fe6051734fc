package io.tidewatch.job.settings;

import io.tidewatch.connector.elasticsearch.BulkLimits;
import io.tidewatch.connector.elasticsearch.ElasticsearchSettings;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.redis.RedisSettings;
import io.tidewatch.rule.file.RuleReferences;
import io.tidewatch.time.LocalClock;
import io.tidewatch.wire.FeedbackJson;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of the four jobs. All spans are in milliseconds.
 *
 * @param parallelism of every operator that may be parallel, at least 1
 * @param maxTextLength longest text of one message, characters
 * @param outOfOrderness how long event time waits for stragglers
 * @param allowedLateness messages that are later open and raise nothing, under rules that do not say
 * @param countHorizon how far behind event time a message may be and still be counted
 * @param retention messages whose event time is older are dead letters
 * @param maxAhead messages whose event time is further ahead of the clock are dead letters
 * @param historicalAfter episodes whose event time is further behind the clock are recorded, not pushed
 * @param sourceDelays source → usual delay from said to heard, where it is given; else it is learnt
 * @param timezone whose hours, weekends and days are usual
 * @param idKey secret for the keyed hashes of ids, at least 16 bytes
 */
public record JobSettings(
        KafkaSettings kafka,
        ElasticsearchSettings elasticsearch,
        BulkLimits bulk,
        RedisSettings redis,
        int parallelism,
        int maxTextLength,
        long outOfOrderness,
        long allowedLateness,
        long countHorizon,
        long retention,
        long maxAhead,
        long historicalAfter,
        TreeMap<String, Long> sourceDelays,
        ZoneId timezone,
        byte[] idKey)
        implements Serializable {

    public JobSettings {
        atLeast("parallelism", parallelism, 1);
        atLeast("max_text_length", maxTextLength, 1);
        atLeast("out_of_orderness", outOfOrderness, 0);
        atLeast("allowed_lateness", allowedLateness, 0);
        atLeast("count_horizon", countHorizon, outOfOrderness);
        atLeast("retention", retention, countHorizon);
        atLeast("max_ahead", maxAhead, 0);
        atLeast("historical_after", historicalAfter, 0);
        atLeast("id key bytes", idKey.length, 16);
    }

    /** Settings under which the delay of every source is learnt, in the zone where nobody says. */
    public JobSettings(
            KafkaSettings kafka,
            ElasticsearchSettings elasticsearch,
            BulkLimits bulk,
            RedisSettings redis,
            int parallelism,
            int maxTextLength,
            long outOfOrderness,
            long allowedLateness,
            long countHorizon,
            long retention,
            long maxAhead,
            long historicalAfter,
            byte[] idKey) {
        this(
                kafka,
                elasticsearch,
                bulk,
                redis,
                parallelism,
                maxTextLength,
                outOfOrderness,
                allowedLateness,
                countHorizon,
                retention,
                maxAhead,
                historicalAfter,
                new TreeMap<>(),
                LocalClock.DEFAULT_ZONE,
                idKey);
    }

    /** @param delays source → usual delay from said to heard, milliseconds */
    public JobSettings withSourceDelays(Map<String, Long> delays) {
        return new JobSettings(
                kafka,
                elasticsearch,
                bulk,
                redis,
                parallelism,
                maxTextLength,
                outOfOrderness,
                allowedLateness,
                countHorizon,
                retention,
                maxAhead,
                historicalAfter,
                new TreeMap<>(delays),
                timezone,
                idKey);
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + ", expected at least " + least);
        }
    }

    /**
     * @param kafka {@code host:port}
     * @param elasticsearch {@code http://host:port}
     * @param redis {@code redis://host:port}
     */
    public static JobSettings defaults(String kafka, String elasticsearch, String redis, byte[] idKey) {
        return new JobSettings(
                KafkaSettings.of(kafka),
                ElasticsearchSettings.of(elasticsearch),
                BulkLimits.DEFAULT,
                RedisSettings.of(redis),
                2,
                FeedbackJson.DEFAULT_MAX_TEXT,
                Duration.ofSeconds(5).toMillis(),
                RuleReferences.DEFAULT_LATENESS_MS,
                Duration.ofDays(2).toMillis(),
                Duration.ofDays(30).toMillis(),
                Duration.ofMinutes(10).toMillis(),
                Duration.ofMinutes(15).toMillis(),
                idKey);
    }

    public JobSettings withParallelism(int tasks) {
        return new JobSettings(
                kafka,
                elasticsearch,
                bulk,
                redis,
                tasks,
                maxTextLength,
                outOfOrderness,
                allowedLateness,
                countHorizon,
                retention,
                maxAhead,
                historicalAfter,
                sourceDelays,
                timezone,
                idKey);
    }

    public JobSettings withHistoricalAfter(long millis) {
        return new JobSettings(
                kafka,
                elasticsearch,
                bulk,
                redis,
                parallelism,
                maxTextLength,
                outOfOrderness,
                allowedLateness,
                countHorizon,
                retention,
                maxAhead,
                millis,
                sourceDelays,
                timezone,
                idKey);
    }

    /** @param zone whose hours, weekends and days are usual */
    public JobSettings withTimezone(ZoneId zone) {
        return new JobSettings(
                kafka,
                elasticsearch,
                bulk,
                redis,
                parallelism,
                maxTextLength,
                outOfOrderness,
                allowedLateness,
                countHorizon,
                retention,
                maxAhead,
                historicalAfter,
                sourceDelays,
                zone,
                idKey);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "JobSettings[" + kafka + ", " + elasticsearch + ", " + redis + ", parallelism=" + parallelism + "]";
    }
}
