package io.tidewatch.job.annotate;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.job.metric.AnnotateMetric;
import io.tidewatch.wire.AnnotatedJson;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Record in, annotated JSON out, or a dead letter at the side; never both, never none. A message that the analysis breaks
 * on is a dead letter too: one bad message never stops the job.
 *
 * <p>Kept: the newest taxonomy that was published, in broadcast state; see {@link LiveTaxonomy}.
 */
public final class AnnotateFunction extends BroadcastProcessFunction<RawRecord, TaxonomyUpdate, KeyedMessage> {
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AnnotateFunction.class);

    private final int maxTextLength;
    private final TimeGuard guard;
    private final TextAnalysis.Factory factory;
    private final TaxonomyUpdate initial;
    private final SerializableSupplier<Clock> clockSource;

    private transient FeedbackReader reader;
    private transient LiveTaxonomy taxonomy;
    private transient DeadLetters deadLetters;
    private transient Clock clock;
    private transient Counter annotated;
    private transient Counter heartbeats;
    private transient Counter clamped;
    private transient Counter dimensionsDropped;
    private transient Counter linksDropped;
    private transient Map<String, Counter> byReason;

    /** @param initial the newest published taxonomy, read before the start */
    public AnnotateFunction(
            int maxTextLength,
            TimeGuard guard,
            TextAnalysis.Factory factory,
            TaxonomyUpdate initial,
            SerializableSupplier<Clock> clock) {
        this.maxTextLength = maxTextLength;
        this.guard = guard;
        this.factory = factory;
        this.initial = initial;
        this.clockSource = clock;
    }

    @Override
    public void open(OpenContext context) {
        reader = new FeedbackReader(maxTextLength);
        taxonomy = new LiveTaxonomy(factory, initial);
        deadLetters = new DeadLetters(taxonomy.analysis());
        clock = clockSource.get();
        annotated =
                AnnotateMetric.FEEDBACK_ANNOTATED.counter(getRuntimeContext().getMetricGroup());
        heartbeats = AnnotateMetric.HEARTBEATS.counter(getRuntimeContext().getMetricGroup());
        clamped = AnnotateMetric.EVENT_TIMES_CLAMPED.counter(getRuntimeContext().getMetricGroup());
        dimensionsDropped =
                AnnotateMetric.DIMENSIONS_DROPPED.counter(getRuntimeContext().getMetricGroup());
        linksDropped = AnnotateMetric.LINKS_DROPPED.counter(getRuntimeContext().getMetricGroup());
        byReason = new HashMap<>();
    }

    @Override
    public void processBroadcastElement(TaxonomyUpdate update, Context context, Collector<KeyedMessage> out)
            throws Exception {
        taxonomy.accept(update, context.getBroadcastState(LiveTaxonomy.STATE));
    }

    @Override
    public void processElement(RawRecord record, ReadOnlyContext context, Collector<KeyedMessage> out)
            throws Exception {
        long now = clock.millis();
        TextAnalysis analysis = taxonomy.analysis(context.getBroadcastState(LiveTaxonomy.STATE));
        try {
            Feedback read = reader.read(record);
            AnnotatedFeedback a = annotate(read, record, analysis, now);
            (a.feedback().isHeartbeat() ? heartbeats : annotated).inc();
            out.collect(new KeyedMessage(
                    key(a.feedback()),
                    AnnotatedJson.write(a, read.eventTime()),
                    record.topic() + "-" + record.partition()));
        } catch (InvalidFeedbackException e) {
            byReason.computeIfAbsent(e.reason(), this::counter).inc();
            context.output(DEAD_LETTERS, deadLetters.of(record, e, now));
        }
    }

    private AnnotatedFeedback annotate(Feedback read, RawRecord record, TextAnalysis analysis, long now)
            throws InvalidFeedbackException {
        Feedback f = guard.check(read, record.brokerTime() ? record.timestamp() : now, now);
        if (f.eventTime() != read.eventTime()) {
            clamped.inc();
        }
        Feedback known = taxonomy.dimensions().only(f);
        dimensionsDropped.inc(f.dims().size() - known.dims().size());
        try {
            AnnotatedFeedback a = analysis.analyze(known).withTimes(Math.max(0, record.timestamp()), now);
            if (known.link() != null && a.feedback().link() == null) {
                linksDropped.inc();
            }
            return a;
        } catch (RuntimeException | StackOverflowError e) {
            // Its message may quote the customer, so only the kind and the place are kept.
            StackTraceElement[] trace = e.getStackTrace();
            String at = e.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
            LOG.warn("analysis failed, message set aside: origin={} problem={}", record.origin(), at);
            throw new InvalidFeedbackException("analysis_failed", "record: the analysis failed with " + at);
        }
    }

    /** Feedback by id, so that the states of one message stay in order; a source's heartbeats in one partition. */
    private static String key(Feedback f) {
        return f.isHeartbeat() ? "heartbeat:" + f.source() : f.id();
    }

    private Counter counter(String reason) {
        return AnnotateMetric.DEAD_LETTERS.counter(
                getRuntimeContext().getMetricGroup().addGroup("reason", reason));
    }
}
