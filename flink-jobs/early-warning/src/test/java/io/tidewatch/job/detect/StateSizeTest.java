package io.tidewatch.job.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.copies.FoldCopiesFunction;
import io.tidewatch.job.detect.series.SeriesSerializer;
import io.tidewatch.series.Series;
import io.tidewatch.series.SeriesMessage;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** What a message costs in state, in bytes that are written: the same on every machine. */
class StateSizeTest {
    private static final long T = Feed.START;
    private static final int MESSAGES = 20_000;

    @Test
    void shouldKeepLittleOfAnIdThatHasBeenSeen() throws Exception {
        try (var harness = Operators.deduplicate(48 * Feed.HOUR, null)) {
            Feed feed = new Feed(1);
            for (int i = 0; i < MESSAGES; i++) {
                harness.processElement1(new StreamRecord<>(feed.complaint("app.crash", "浙江", T + i, null), T + i));
            }
            assertThat(keyedBytes(harness.snapshot(1, 1)) / MESSAGES).isLessThanOrEqualTo(64);
        }
    }

    @Test
    void shouldKeepLittleOfATextThatMayBeCopied() throws Exception {
        assertThat(bytesPerMessage(new FoldCopiesFunction(24 * Feed.HOUR), FoldCopiesFunction::keyOf))
                .isLessThanOrEqualTo(150);
    }

    @Test
    @Disabled("figure for the speed of state: RocksDB writes a whole series for each message")
    void shouldWriteLittleMoreForASeriesWithManyMessagesThatWait() throws Exception {
        int calm = bytes(SeriesSerializer.INSTANCE, series(0));

        assertThat(bytes(SeriesSerializer.INSTANCE, series(10_000)) - calm).isLessThanOrEqualTo(10_000 * 40);
    }

    private static Series series(int waiting) {
        Series s = Series.steady(T - 14 * Feed.DAY, T, 3, 8 * Feed.HOUR);
        for (int i = 0; i < waiting; i++) {
            s.add(
                    SeriesMessage.builder(T + i, "weibo:" + i)
                            .negative(true)
                            .author(i * 31L)
                            .followers(10)
                            .text("快递五天没动，太慢了".repeat(4))
                            .channel("social")
                            .source("weibo")
                            .keywords(List.of("没动", "快递"))
                            .traits(List.of("city=杭州市", "region=浙江", "channel=social", "source=weibo"))
                            .build(),
                    T + i);
        }
        return s;
    }

    private static <T> int bytes(TypeSerializer<T> serializer, T value) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(1 << 12);
        serializer.serialize(value, out);
        return out.length();
    }

    private static <O> long bytesPerMessage(
            KeyedProcessFunction<String, AnnotatedFeedback, O> function, KeySelector<AnnotatedFeedback, String> key)
            throws Exception {
        try (var harness = Operators.open(function, key, null)) {
            Feed feed = new Feed(1);
            for (int i = 0; i < MESSAGES; i++) {
                harness.processElement(feed.complaint("app.crash", "浙江", T + i, null), T + i);
            }
            harness.processWatermark(T + MESSAGES);
            Operators.drain(harness);
            return keyedBytes(harness.snapshot(1, 1)) / MESSAGES;
        }
    }

    private static long keyedBytes(OperatorSubtaskState state) {
        long all = 0;
        for (KeyedStateHandle h : state.getManagedKeyedState()) {
            all += h.getStateSize();
        }
        return all;
    }
}
