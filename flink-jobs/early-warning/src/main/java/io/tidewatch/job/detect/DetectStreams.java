package io.tidewatch.job.detect;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.series.Primer;
import io.tidewatch.job.detect.tide.TideLevel;
import io.tidewatch.series.LaunchSlot;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What detection gives.
 *
 * @param feedback every message once, originals distinguished from copies
 * @param learnt what series have learnt, at the end of an input that was to teach
 * @param sharedIds ids that were found to stand for many, and every hour how they stand
 * @param tides every half hour how many times as much as usual was complained of in general
 * @param launches every five minutes what was said of new products, where something was
 */
public record DetectStreams(
        DataStream<Alert> alerts,
        DataStream<CountedMessage> feedback,
        DataStream<Primer> learnt,
        DataStream<SharedId> sharedIds,
        DataStream<TideLevel> tides,
        DataStream<LaunchSlot> launches) {}
