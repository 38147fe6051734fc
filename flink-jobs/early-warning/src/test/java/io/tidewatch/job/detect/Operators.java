package io.tidewatch.job.detect;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.detect.copies.DeduplicateOperator;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;

/** Operators of detection in a harness, fresh or restored. */
public final class Operators {
    public static final int MAX_PARALLELISM = 720;

    private Operators() {}

    /** @param from a snapshot to be restored; null: fresh */
    public static <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> open(
            KeyedProcessFunction<String, I, O> function, KeySelector<I, String> key, OperatorSubtaskState from)
            throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, I, O> h = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), key, Types.STRING, MAX_PARALLELISM, 1, 0);
        begin(h, from);
        return h;
    }

    /** @param from a snapshot to be restored; null: fresh */
    public static <I, O> KeyedBroadcastOperatorTestHarness<String, I, RuleUpdate, O> open(
            KeyedBroadcastProcessFunction<String, I, RuleUpdate, O> function,
            KeySelector<I, String> key,
            OperatorSubtaskState from)
            throws Exception {
        return open(new CoBroadcastWithKeyedOperator<>(function, List.of(LiveRules.STATE)), key, from);
    }

    /** @param from a snapshot to be restored; null: fresh */
    public static <I, B, O> KeyedBroadcastOperatorTestHarness<String, I, B, O> open(
            CoBroadcastWithKeyedOperator<String, I, B, O> operator,
            KeySelector<I, String> key,
            OperatorSubtaskState from)
            throws Exception {
        KeyedBroadcastOperatorTestHarness<String, I, B, O> h =
                new KeyedBroadcastOperatorTestHarness<>(operator, key, Types.STRING, MAX_PARALLELISM, 1, 0);
        begin(h, from);
        return h;
    }

    /** @param from a snapshot to be restored; null: fresh */
    public static TwoInputStreamOperatorTestHarness<AnnotatedFeedback, SharedId, AnnotatedFeedback> deduplicate(
            long horizonMs, OperatorSubtaskState from) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, AnnotatedFeedback, SharedId, AnnotatedFeedback> h =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new DeduplicateOperator(horizonMs),
                        m -> m.feedback().id(),
                        null,
                        Types.STRING,
                        MAX_PARALLELISM,
                        1,
                        0);
        begin(h, from);
        return h;
    }

    private static void begin(AbstractStreamOperatorTestHarness<?> h, OperatorSubtaskState from) throws Exception {
        h.setup();
        if (from != null) {
            h.initializeState(from);
        }
        h.open();
    }

    /** What came out since the last call. */
    public static <O> List<O> drain(AbstractStreamOperatorTestHarness<O> h) {
        List<O> out = List.copyOf(h.extractOutputValues());
        h.getOutput().clear();
        return out;
    }

    /** How many values of keyed state are held, over all keys. */
    public static int stateEntries(AbstractStreamOperatorTestHarness<?> h) {
        AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) h.getOperator();
        return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
    }

    /** Lets event time pass on both inputs. */
    public static void watermark(KeyedBroadcastOperatorTestHarness<?, ?, ?, ?> h, long time) throws Exception {
        h.processWatermark(time);
        h.processBroadcastWatermark(time);
    }
}
