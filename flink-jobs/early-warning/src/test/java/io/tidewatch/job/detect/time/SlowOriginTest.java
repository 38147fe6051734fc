package io.tidewatch.job.detect.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.Feed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins that are late for hours, and annotation that is away for a while. */
class SlowOriginTest {
    private static final long T = Feed.START;

    private final List<Long> marks = new ArrayList<>();
    private long now = T;
    private final Map<String, Gauge<?>> gauges = new HashMap<>();
    private final MetricGroup metrics = new UnregisteredMetricsGroup() {
        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.put(name, gauge);
            return gauge;
        }
    };
    private final OriginWatermarks generator = new OriginWatermarks(
            5_000,
            () -> now,
            new RelativeClock() {
                @Override
                public long relativeTimeMillis() {
                    return now;
                }

                @Override
                public long relativeTimeNanos() {
                    return now * 1_000_000;
                }
            },
            new LateOrigins().on(metrics));
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            marks.add(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}
    };

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 9})
    void shouldBoundHowLongASteadilyLateOriginHoldsTheOthers(int minutesLate) {
        for (int second = 0; second < 3_600; second++) {
            now = T + second * 1_000L;
            read("weibo-0", now);
            if (second % 3 == 0) {
                read("survey-0", now - minutesLate * Feed.MINUTE);
            }
            generator.onPeriodicEmit(output);
        }

        assertThat(now - marks.get(marks.size() - 1)).isLessThanOrEqualTo(2 * Feed.MINUTE);
    }

    @Test
    void shouldNameTheOriginThatNobodyWaitsForWhileItIsLate() {
        // given
        for (int second = 0; second < 600; second++) {
            now = T + second * 1_000L;
            read("weibo-0", now);
            read("survey-0", now - 5 * Feed.MINUTE);
            generator.onPeriodicEmit(output);
        }
        assertThat(gauges.get("late_origins").getValue()).isEqualTo("survey-0=300");

        // when
        for (int second = 600; second < 1_200; second++) {
            now = T + second * 1_000L;
            read("weibo-0", now);
            read("survey-0", now);
            generator.onPeriodicEmit(output);
        }

        // then
        assertThat(gauges.get("late_origins").getValue()).isEqualTo("");
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 45, 90, 180})
    void shouldFindNothingLateThatWaitedForAnnotation(int awaySeconds) {
        int late = 0;
        for (long at = 0; at < 600_000; at += 200) {
            now = T + at;
            long second = at / 1_000;
            boolean away = second >= 300 && second < 300 + awaySeconds;
            if (!away && at % 1_000 == 0) {
                long from = second == 300 + awaySeconds ? 300 : second;
                for (long sent = from; sent <= second; sent++) {
                    late += !marks.isEmpty() && T + sent * 1_000 <= marks.get(marks.size() - 1) ? 1 : 0;
                    read("weibo-0", T + sent * 1_000);
                }
            }
            generator.onPeriodicEmit(output);
        }

        assertThat(late).isZero();
    }

    @Test
    void shouldFollowOneSteadyOrigin() {
        for (int second = 0; second < 600; second++) {
            now = T + second * 1_000L;
            read("weibo-0", now);
            generator.onPeriodicEmit(output);
        }

        assertThat(now - marks.get(marks.size() - 1)).isLessThanOrEqualTo(10_000);
    }

    private void read(String origin, long time) {
        generator.onEvent(
                new AnnotatedRecord(
                        AnnotatedFeedback.builder(
                                        Feedback.builder("1", "s", time).build())
                                .build(),
                        origin),
                time,
                output);
    }
}
