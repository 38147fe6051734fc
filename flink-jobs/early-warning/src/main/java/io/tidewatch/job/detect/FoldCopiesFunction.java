package io.tidewatch.job.detect;

import io.tidewatch.feedback.AnnotatedFeedback;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells originals from copies: under one voice key, texts whose simhashes differ in at most three bits are one voice, and
 * the smallest (event time, id) is its original. Reposts are always copies; texts too short to be told apart never are.
 *
 * <p>Key: voice key, or the id where nothing can fold. Kept: messages until the watermark passes them, so that order of
 * arrival does not matter, and at most {@value #MOST_CLUSTERS} clusters for the copy horizon from their first member. A late message is judged at
 * once against the clusters that are there.
 */
final class FoldCopiesFunction extends KeyedProcessFunction<String, AnnotatedFeedback, CountedMessage> {
    private static final long serialVersionUID = 1L;
    private static final int MAX_DISTANCE = 3;
    /** Texts that one voice key knows; beyond, the first goes. */
    private static final int MOST_CLUSTERS = 512;

    private static final Comparator<AnnotatedFeedback> ORDER = Comparator.comparingLong(
                    (AnnotatedFeedback m) -> m.feedback().eventTime())
            .thenComparing(m -> m.feedback().id());

    private final long horizonMs;
    private transient MapState<Long, List<AnnotatedFeedback>> waiting;
    private transient ValueState<CopyCluster> clusters;

    FoldCopiesFunction(long horizonMs) {
        this.horizonMs = horizonMs;
    }

    static String keyOf(AnnotatedFeedback m) {
        return folds(m) ? m.voiceKey() : "id:" + m.feedback().id();
    }

    private static boolean folds(AnnotatedFeedback m) {
        return m.foldable() && m.feedback().repostOf() == null && !m.voiceKey().isEmpty();
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", Types.LONG, Types.LIST(TypeInformation.of(AnnotatedFeedback.class))));
        clusters = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("clusters", TypeInformation.of(CopyCluster.class)));
    }

    @Override
    public void processElement(AnnotatedFeedback m, Context ctx, Collector<CountedMessage> out) throws Exception {
        if (!folds(m)) {
            out.collect(new CountedMessage(m, m.feedback().repostOf() == null));
            return;
        }
        long time = ctx.timestamp();
        if (time <= ctx.timerService().currentWatermark()) {
            judge(m, ctx, out);
            return;
        }
        List<AnnotatedFeedback> at = waiting.get(time);
        // many may share one instant: what the state gave out is its own to change until it is put back
        List<AnnotatedFeedback> more = at == null ? new ArrayList<>() : at;
        more.add(m);
        waiting.put(time, more);
        ctx.timerService().registerEventTimeTimer(time);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<CountedMessage> out) throws Exception {
        List<AnnotatedFeedback> due = waiting.get(timestamp);
        if (due != null) {
            waiting.remove(timestamp);
            List<AnnotatedFeedback> sorted = new ArrayList<>(due);
            sorted.sort(ORDER);
            for (AnnotatedFeedback m : sorted) {
                judge(m, ctx, out);
            }
        }
        expire(timestamp);
    }

    private void judge(AnnotatedFeedback m, Context ctx, Collector<CountedMessage> out) throws Exception {
        CopyCluster known = clusters.value();
        long time = m.feedback().eventTime();
        if (known != null) {
            for (int i = 0; i < known.simhashes().size(); i++) {
                if (Long.bitCount(known.simhashes().get(i) ^ m.simhash()) <= MAX_DISTANCE
                        && time < known.startedAt().get(i) + horizonMs) {
                    out.collect(new CountedMessage(m, false));
                    return;
                }
            }
        }
        List<Long> simhashes = known == null ? new ArrayList<>() : new ArrayList<>(known.simhashes());
        List<Long> startedAt = known == null ? new ArrayList<>() : new ArrayList<>(known.startedAt());
        if (simhashes.size() == MOST_CLUSTERS) {
            simhashes.remove(0);
            startedAt.remove(0);
        }
        simhashes.add(m.simhash());
        startedAt.add(time);
        clusters.update(new CopyCluster(simhashes, startedAt));
        ctx.timerService().registerEventTimeTimer(Math.max(time, ctx.timestamp()) + horizonMs);
        out.collect(new CountedMessage(m, true));
    }

    private void expire(long now) throws Exception {
        CopyCluster known = clusters.value();
        if (known == null) {
            return;
        }
        List<Long> simhashes = new ArrayList<>();
        List<Long> startedAt = new ArrayList<>();
        for (int i = 0; i < known.simhashes().size(); i++) {
            if (known.startedAt().get(i) + horizonMs > now) {
                simhashes.add(known.simhashes().get(i));
                startedAt.add(known.startedAt().get(i));
            }
        }
        if (simhashes.isEmpty()) {
            clusters.clear();
        } else if (simhashes.size() < known.simhashes().size()) {
            clusters.update(new CopyCluster(simhashes, startedAt));
        }
    }
}
