package io.tidewatch.job.detect.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.job.detect.Operators;
import io.tidewatch.series.SourceOutages;
import io.tidewatch.series.SourceWatch;
import io.tidewatch.surge.filter.Baseline;
import io.tidewatch.time.LocalClock;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.time.ZoneId;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class SourceWatchFunctionTest {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final long DAY_MS = 86_400_000;
    private static final long FIRST = 20_000 * DAY_MS;
    /** A message a minute for so long, then none. */
    private static final long SILENT_FROM = FIRST + 3 * DAY_MS;

    /** Keeps a watch in the bytes of the version that wrote it whole with every message. */
    private static final class Bytes extends KeyedProcessFunction<String, SourceActivity, SourceOutage> {
        private static final long serialVersionUID = 1L;
        private final byte[] packed;
        private transient ValueState<byte[]> watch;

        Bytes(byte[] packed) {
            this.packed = packed;
        }

        @Override
        public void open(OpenContext context) {
            watch = getRuntimeContext()
                    .getState(
                            new ValueStateDescriptor<>("watch", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        }

        @Override
        public void processElement(SourceActivity sign, Context ctx, Collector<SourceOutage> out) throws Exception {
            watch.update(packed);
            ctx.timerService().registerEventTimeTimer(sign.slot());
        }
    }

    private static SourceActivity minute(long time) {
        return new SourceActivity("weibo", SourceWatch.slotOf(time), Math.floorDiv(time, Baseline.BIN_MS), 1, time);
    }

    private static SourceWatchFunction function() {
        return new SourceWatchFunction(new EvaluationSpan(true, 0), CHINA);
    }

    private static void say(
            KeyedOneInputStreamOperatorTestHarness<String, SourceActivity, SourceOutage> h, long from, long until)
            throws Exception {
        for (long t = from; t < until; t += 60_000) {
            h.processElement(minute(t), SourceWatch.slotOf(t));
            h.processWatermark(t);
        }
    }

    private static List<SourceOutage> afterSilence(
            KeyedOneInputStreamOperatorTestHarness<String, SourceActivity, SourceOutage> h) throws Exception {
        for (long t = SILENT_FROM; t < SILENT_FROM + DAY_MS / 2; t += 60_000) {
            h.processWatermark(t);
        }
        return h.extractOutputValues();
    }

    @Test
    void shouldNoticeTheSilenceOfASourceThatItKnowsFromAnEarlierVersionsState() throws Exception {
        SourceWatch learnt = new SourceWatch();
        KeyedOneInputStreamOperatorTestHarness<String, SourceActivity, SourceOutage> whole =
                Operators.open(function(), SourceActivity::source, null);
        say(whole, FIRST, SILENT_FROM);
        OperatorSubtaskState now = whole.snapshot(1, 1);
        List<SourceOutage> expected = afterSilence(whole);
        assertThat(expected).hasSize(1);
        assertThat(expected.get(0).until()).isEqualTo(SourceOutages.OPEN);

        for (long t = FIRST; t < SILENT_FROM; t += 60_000) {
            SourceActivity a = minute(t);
            learnt.add(a.slot(), a.bin(), a.count(), a.newest());
            if (t % SourceWatch.SLOT_MS == 0) {
                learnt.look(t, LocalClock.of(CHINA));
            }
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        learnt.pack(new DataOutputStream(packed));
        KeyedOneInputStreamOperatorTestHarness<String, SourceActivity, SourceOutage> before =
                Operators.open(new Bytes(packed.toByteArray()), SourceActivity::source, null);
        before.processElement(minute(SILENT_FROM - 60_000), SILENT_FROM - 60_000);
        OperatorSubtaskState old = before.snapshot(1, 1);

        assertThat(afterSilence(Operators.open(function(), SourceActivity::source, old)))
                .isEqualTo(expected);
        assertThat(afterSilence(Operators.open(function(), SourceActivity::source, now)))
                .isEqualTo(expected);
    }
}
