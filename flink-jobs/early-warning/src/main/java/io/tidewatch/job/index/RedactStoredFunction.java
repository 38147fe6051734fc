package io.tidewatch.job.index;

import io.tidewatch.connector.elasticsearch.ElasticsearchSettings;
import io.tidewatch.connector.elasticsearch.IndexNames;
import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.elasticsearch.StoredDocument;
import io.tidewatch.connector.elasticsearch.StoredDocuments;
import io.tidewatch.job.metric.IndexMetric;
import io.tidewatch.wire.Retraction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes deleted and changed messages out of the evidence of alerts and incidents that are stored already, whatever their
 * state: each is written again without them, with the version that it has, so that a revision that comes meanwhile stays.
 *
 * <p>Looks twice: when what was written before can be found, and a minute later, for an alert that was on its way. Alerts that
 * are emitted after that are without the message by themselves.
 *
 * <p>Key: one, for the whole job. Kept: retractions by the second in which they are looked for next, until the second look;
 * while Elasticsearch is away, until it is back. A repeated one is looked for again and finds nothing.
 */
final class RedactStoredFunction extends KeyedProcessFunction<Integer, Retraction, IndexRequest> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(RedactStoredFunction.class);

    /** Documents can be found a second after they are written. */
    private static final long FIRST_LOOK_MS = 2_000;

    private static final long SECOND_LOOK_MS = 60_000;
    private static final long RETRY_MS = 10_000;
    private static final int LOOKS = 2;

    /** So many messages in one question. */
    private static final int BATCH = 500;

    /** A page of answers, and how many can be paged through. */
    private static final int PAGE = 500;

    private static final int MAX_FOUND = 10_000;

    private final ElasticsearchSettings settings;

    private transient @Nullable StoredDocuments stored;
    private transient MapState<Long, List<StoredRetraction>> due;
    private transient Counter redacted;
    private transient Counter retried;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    RedactStoredFunction(ElasticsearchSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        stored = new StoredDocuments(settings);
        due = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "due", Types.LONG, Types.LIST(TypeInformation.of(StoredRetraction.class))));
        redacted = IndexMetric.DOCUMENTS_REDACTED.counter(getRuntimeContext().getMetricGroup());
        retried = IndexMetric.REDACTIONS_RETRIED.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void close() throws Exception {
        if (stored != null) {
            stored.close();
        }
    }

    @Override
    public void processElement(Retraction r, Context ctx, Collector<IndexRequest> out) throws Exception {
        look(List.of(StoredRetraction.of(r)), ctx, FIRST_LOOK_MS);
    }

    /** In whole seconds, so that those that come together are looked for together. */
    private void look(List<StoredRetraction> more, Context ctx, long in) throws Exception {
        long at = (ctx.timerService().currentProcessingTime() + in) / 1_000 * 1_000 + 1_000;
        List<StoredRetraction> known = due.get(at);
        List<StoredRetraction> all = known == null ? new ArrayList<>() : known;
        all.addAll(more);
        due.put(at, all);
        ctx.timerService().registerProcessingTimeTimer(at);
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<IndexRequest> out) throws Exception {
        List<StoredRetraction> now = due.get(at);
        due.remove(at);
        if (now == null) {
            return;
        }
        List<StoredRetraction> again = new ArrayList<>();
        for (int i = 0; i < now.size(); i += BATCH) {
            List<StoredRetraction> batch = now.subList(i, Math.min(now.size(), i + BATCH));
            List<Retraction> taken =
                    batch.stream().map(StoredRetraction::retraction).toList();
            try {
                redact(IndexNames.ALERTS, taken, out);
                redact(IndexNames.INCIDENTS, taken, out);
            } catch (IOException e) {
                retried.inc();
                LOG.warn(
                        "stored evidence not looked through, trying again: messages={} problem={}",
                        now.size() - i,
                        e.getClass().getSimpleName());
                look(now.subList(i, now.size()), ctx, RETRY_MS);
                break;
            }
            batch.stream()
                    .map(StoredRetraction::again)
                    .filter(r -> r.looks() < LOOKS)
                    .forEach(again::add);
        }
        if (!again.isEmpty()) {
            look(again, ctx, SECOND_LOOK_MS);
        }
    }

    private void redact(String kind, List<Retraction> taken, Collector<IndexRequest> out) throws IOException {
        int found = PAGE;
        for (int from = 0; found == PAGE && from < MAX_FOUND; from += PAGE) {
            List<StoredDocument> page = java.util.Objects.requireNonNull(stored)
                    .search(IndexNames.alias(kind), Redacted.query(taken, from, PAGE));
            found = page.size();
            for (StoredDocument d : page) {
                if (Redacted.redact(d.source(), taken)) {
                    redacted.inc();
                    out.collect(new IndexRequest(
                            d.index(),
                            d.id(),
                            d.version(),
                            d.source().toString().getBytes(StandardCharsets.UTF_8),
                            ""));
                }
            }
        }
    }
}
