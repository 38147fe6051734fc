package io.tidewatch.job.detect.time;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of the rule stream: it has none. The stream is idle from its start, so that it never holds back the messages;
 * were it to say that time is over instead, time would be over for the messages too as soon as none come.
 */
public final class TimelessStream {
    private TimelessStream() {}

    public static <T> WatermarkStrategy<T> timeless() {
        return WatermarkStrategy.forGenerator(context -> new Timeless<>());
    }

    private static final class Timeless<T> implements WatermarkGenerator<T> {
        @Override
        public void onEvent(T event, long time, WatermarkOutput output) {
            output.markIdle();
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }
}
