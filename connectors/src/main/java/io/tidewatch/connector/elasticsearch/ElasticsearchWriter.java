package io.tidewatch.connector.elasticsearch;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;

/** Gathers documents into bulk requests; what waits is part of the checkpoint. */
final class ElasticsearchWriter extends AsyncSinkWriter<IndexRequest, IndexRequest> {
    private final BulkClient client;
    private final RejectionHandler rejections;
    private final ScheduledThreadPoolExecutor timer;
    private final BulkDispatcher dispatcher;

    @SuppressWarnings("deprecation") // the other one wants a batch creator and a buffer, and has the same as defaults
    ElasticsearchWriter(
            WriterInitContext context,
            BulkLimits limits,
            BulkClient client,
            RejectionHandler rejections,
            Collection<BufferedRequestState<IndexRequest>> restored) {
        super((request, c) -> request, context, configuration(limits), restored);
        this.client = client;
        this.rejections = rejections;
        timer = new ScheduledThreadPoolExecutor(1, r -> {
            Thread t = new Thread(r, "elasticsearch-retry");
            t.setDaemon(true);
            return t;
        });
        dispatcher =
                new BulkDispatcher(client, rejections, BulkMetrics.in(context.metricGroup()), Backoff.DEFAULT, timer);
    }

    private static AsyncSinkWriterConfiguration configuration(BulkLimits limits) {
        return AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(limits.batchSize())
                .setMaxBatchSizeInBytes(limits.batchBytes())
                .setMaxInFlightRequests(limits.inFlight())
                .setMaxBufferedRequests(limits.buffered())
                .setMaxTimeInBufferMS(limits.timeInBuffer())
                .setMaxRecordSizeInBytes(limits.batchBytes())
                .build();
    }

    @Override
    protected void submitRequestEntries(List<IndexRequest> batch, ResultHandler<IndexRequest> result) {
        dispatcher.submit(List.copyOf(batch), result);
    }

    @Override
    protected long getSizeInBytes(IndexRequest request) {
        return request.json().length;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
        rejections.close();
        super.close();
    }
}
