package io.tidewatch.job.detect.copies;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Tells originals from copies: under one voice key, texts whose simhashes differ in at most three bits, or that hold one
 * passage ({@link SamePassage}) which {@value #OWN_WORDS} texts held before, are one voice, and the smallest (event time, id) is its original. Reposts are always copies; texts too short to be told apart never are.
 *
 * <p>On the channels of the service texts fold within one customer, else one order, else one author, where any of them is known:
 * people with the same words are people.
 *
 * <p>Key: voice key, there with the person, or the id where nothing can fold. Kept: messages until the watermark passes them, so that order of
 * arrival does not matter, and at most {@value #MAX_CLUSTERS} clusters for the copy horizon from their first member. A late message is judged at
 * once against the clusters that are there.
 */
public final class FoldCopiesFunction extends KeyedProcessFunction<String, AnnotatedFeedback, CountedMessage> {
    private static final long serialVersionUID = 1L;
    private static final int MAX_DISTANCE = 3;

    /** Where the same words of two people are two contacts: forms, and clerks who write down what they are told. */
    private static final Set<String> SERVICE_CHANNELS = Set.of("im", "phone", "email", "ticket", "survey");
    /** So many texts may have one passage in common by chance, as people do who complain of the same; more pass it on. */
    private static final int OWN_WORDS = 4;
    /** Texts that one voice key knows; beyond, the first goes. */
    private static final int MAX_CLUSTERS = 512;

    private static final Comparator<AnnotatedFeedback> ORDER = Comparator.comparingLong(
                    (AnnotatedFeedback m) -> m.feedback().eventTime())
            .thenComparing(m -> m.feedback().id());

    private final long horizonMs;
    private transient EventTimeBuffer<AnnotatedFeedback> waiting;
    private transient ValueState<CopyCluster> clusters;

    public FoldCopiesFunction(long horizonMs) {
        this.horizonMs = horizonMs;
    }

    public static String keyOf(AnnotatedFeedback m) {
        if (!folds(m)) {
            return "id:" + m.feedback().id();
        }
        String person = SERVICE_CHANNELS.contains(m.feedback().channel()) ? person(m.feedback()) : null;
        return person == null ? m.voiceKey() : m.voiceKey() + '|' + person;
    }

    /** Whoever stands behind a contact with the service: a desk that writes one line for many has one author and many customers. */
    private static @Nullable String person(Feedback f) {
        if (f.customer().id() != null) {
            return "c:" + f.customer().id();
        }
        if (f.orderId() != null) {
            return "o:" + f.orderId();
        }
        return f.author().id() == null ? null : "a:" + f.author().id();
    }

    private static boolean folds(AnnotatedFeedback m) {
        return m.foldable() && m.feedback().repostOf() == null && !m.voiceKey().isEmpty();
    }

    @Override
    public void open(OpenContext context) {
        waiting = new EventTimeBuffer<>(
                getRuntimeContext(), "waiting", TypeInformation.of(AnnotatedFeedback.class), ORDER);
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
        waiting.add(m, time, ctx.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<CountedMessage> out) throws Exception {
        for (AnnotatedFeedback m : waiting.takeAt(timestamp)) {
            judge(m, ctx, out);
        }
        expire(timestamp);
    }

    private void judge(AnnotatedFeedback m, Context ctx, Collector<CountedMessage> out) throws Exception {
        CopyCluster known = clusters.value();
        long time = m.feedback().eventTime();
        String wording = SamePassage.of(m.feedback().text());
        if (known != null && isCopy(m.simhash(), wording, time, known)) {
            out.collect(new CountedMessage(m, false));
            return;
        }
        CopyCluster more = known == null ? nothing() : since(Long.MIN_VALUE, known);
        if (more.startedAt().size() == MAX_CLUSTERS) {
            more.simhashes().remove(0);
            more.startedAt().remove(0);
            more.wordings().remove(0);
        }
        more.simhashes().add(m.simhash());
        more.startedAt().add(time);
        more.wordings().add(wording);
        clusters.update(more);
        ctx.timerService().registerEventTimeTimer(Math.max(time, ctx.timestamp()) + horizonMs);
        out.collect(new CountedMessage(m, true));
    }

    private boolean isCopy(long simhash, String wording, long time, CopyCluster known) {
        int passages = 0;
        for (int i = 0; i < known.simhashes().size(); i++) {
            if (time >= known.startedAt().get(i) + horizonMs) {
                continue;
            }
            if (Long.bitCount(known.simhashes().get(i) ^ simhash) <= MAX_DISTANCE) {
                return true;
            }
            if (SamePassage.samePassage(known.wordings().get(i), wording) && ++passages == OWN_WORDS) {
                return true;
            }
        }
        return false;
    }

    private void expire(long now) throws Exception {
        CopyCluster known = clusters.value();
        if (known == null) {
            return;
        }
        CopyCluster left = since(now - horizonMs, known);
        if (left.startedAt().isEmpty()) {
            clusters.clear();
        } else if (left.startedAt().size() < known.startedAt().size()) {
            clusters.update(left);
        }
    }

    private static CopyCluster nothing() {
        return new CopyCluster(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /** A copy that may be changed, with the clusters that began after an instant. */
    private static CopyCluster since(long after, CopyCluster known) {
        CopyCluster left = nothing();
        for (int i = 0; i < known.startedAt().size(); i++) {
            if (known.startedAt().get(i) > after) {
                left.simhashes().add(known.simhashes().get(i));
                left.startedAt().add(known.startedAt().get(i));
                left.wordings().add(known.wordings().get(i));
            }
        }
        return left;
    }
}
