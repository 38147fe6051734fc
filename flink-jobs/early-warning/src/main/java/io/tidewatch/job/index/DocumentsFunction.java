package io.tidewatch.job.index;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.DeadLetter;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.job.metric.IndexMetric;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.DeadLetterJson;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.Json;
import io.tidewatch.wire.MeasureJson;
import io.tidewatch.wire.ReceiptJson;
import io.tidewatch.wire.Retraction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Record of any of our topics in, document out, or a dead letter at the side. Keeps no state.
 *
 * <p>An unreadable dead letter makes no dead letter, or it would go round for ever: it is logged and counted.
 */
public final class DocumentsFunction extends ProcessFunction<RawRecord, IndexRequest> {
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    /** What updates and deletes take back. */
    public static final OutputTag<Retraction> RETRACTIONS =
            new OutputTag<>("retractions", TypeInformation.of(Retraction.class));

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DocumentsFunction.class);

    private final SerializableSupplier<Clock> clockSource;

    private transient Clock clock;
    private transient Counter made;
    private transient Counter unreadable;
    private transient Counter lost;

    public DocumentsFunction(SerializableSupplier<Clock> clock) {
        this.clockSource = clock;
    }

    @Override
    public void open(OpenContext context) {
        clock = clockSource.get();
        made = IndexMetric.DOCUMENTS_MADE.counter(getRuntimeContext().getMetricGroup());
        unreadable = IndexMetric.RECORDS_UNREADABLE.counter(getRuntimeContext().getMetricGroup());
        lost = IndexMetric.DEAD_LETTERS_LOST.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<IndexRequest> out) {
        IndexRequest document;
        try {
            document = document(record, context);
        } catch (IOException | InvalidFeedbackException | RuntimeException e) {
            if (record.topic().equals(Topics.DEAD_LETTERS)) {
                lost.inc();
                LOG.error("unreadable dead letter left out: origin={}", record.origin());
            } else {
                unreadable.inc();
                context.output(DEAD_LETTERS, deadLetter(record, e));
            }
            return;
        }
        made.inc();
        out.collect(document);
    }

    private static IndexRequest document(RawRecord r, Context context) throws IOException, InvalidFeedbackException {
        String json = new String(r.value(), StandardCharsets.UTF_8);
        String origin = r.origin();
        switch (r.topic()) {
            case Topics.ANNOTATED:
                JsonNode n = Json.tree(json);
                AnnotatedFeedback a = AnnotatedJson.read(n);
                if (Retraction.isMadeBy(a.feedback())) {
                    context.output(RETRACTIONS, Retraction.of(a.feedback(), SeriesMessage.MAX_TEXT));
                }
                return a.feedback().isHeartbeat()
                        ? Documents.source(a, origin)
                        : Documents.feedback(a, AnnotatedJson.saidAt(n, a), origin);
            case Topics.MEASURES:
                return Documents.measure(MeasureJson.read(json), origin);
            case Topics.ALERTS:
                return Documents.alert(AlertJson.read(json), origin);
            case Topics.INCIDENTS:
                return Documents.incident(IncidentJson.read(json), origin);
            case Topics.RECEIPTS:
                return Documents.receipt(ReceiptJson.read(json), origin);
            case Topics.DEAD_LETTERS:
                return Documents.deadLetter(DeadLetterJson.read(json), origin);
            default:
                throw new IllegalArgumentException("topic " + r.topic() + " is not indexed");
        }
    }

    /** Without payload and without the fault's own words: what stands there by mistake may not be masked. */
    private DeadLetter deadLetter(RawRecord r, Exception e) {
        return new DeadLetter(
                "unreadable_record",
                "record: " + e.getClass().getSimpleName() + ", expected the JSON of " + r.topic(),
                "index",
                r.topic(),
                r.partition(),
                r.offset(),
                r.brokerTime() ? r.timestamp() : clock.millis(),
                null,
                null,
                "");
    }
}
