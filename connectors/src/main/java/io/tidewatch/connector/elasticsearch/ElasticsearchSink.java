package io.tidewatch.connector.elasticsearch;

import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes documents to Elasticsearch at least once, each under its own id and external version, so that a repeat changes
 * nothing. When Elasticsearch is away or full, the job waits. A document that can never be stored goes to the
 * {@link RejectionHandler}; missing rights or a missing index template stop the job.
 */
public final class ElasticsearchSink extends AsyncSinkBase<IndexRequest, IndexRequest> {
    private static final long serialVersionUID = 1L;

    private final ElasticsearchSettings settings;
    private final BulkLimits limits;
    private final RejectionHandler.Factory rejections;

    public ElasticsearchSink(ElasticsearchSettings settings, BulkLimits limits, RejectionHandler.Factory rejections) {
        super(
                (request, context) -> request,
                limits.batchSize(),
                limits.inFlight(),
                limits.buffered(),
                limits.batchBytes(),
                limits.timeInBuffer(),
                limits.batchBytes());
        this.settings = settings;
        this.limits = limits;
        this.rejections = rejections;
    }

    @Override
    public StatefulSinkWriter<IndexRequest, BufferedRequestState<IndexRequest>> createWriter(
            WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<IndexRequest, BufferedRequestState<IndexRequest>> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<IndexRequest>> restored) {
        return new ElasticsearchWriter(
                context, limits, new ElasticsearchConnection(settings), rejections.open(), restored);
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<IndexRequest>> getWriterStateSerializer() {
        return new IndexRequestStateSerializer();
    }
}
