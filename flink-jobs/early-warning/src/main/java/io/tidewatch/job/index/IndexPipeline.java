package io.tidewatch.job.index;

import io.tidewatch.connector.elasticsearch.ElasticsearchSettings;
import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.kafka.RawRecord;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;

/** The data path of IndexJob: each record becomes one document; words that are taken back leave stored ones. */
public final class IndexPipeline {
    private IndexPipeline() {}

    /**
     * @param records of any topics that are indexed, in one stream
     * @param stored where documents are that were written before
     */
    public static IndexStreams define(
            DataStream<RawRecord> records, ElasticsearchSettings stored, SerializableSupplier<Clock> clock) {
        SingleOutputStreamOperator<IndexRequest> documents = records.process(
                        new DocumentsFunction(clock), TypeInformation.of(IndexRequest.class))
                .name("documents")
                .uid("index-documents");
        DataStream<IndexRequest> redacted = documents
                .getSideOutput(DocumentsFunction.RETRACTIONS)
                .keyBy(r -> 0)
                .process(new RedactStoredFunction(stored))
                .name("redact what is stored")
                .uid("index-redact")
                .setParallelism(1)
                .setMaxParallelism(1);
        return new IndexStreams(documents.union(redacted), documents.getSideOutput(DocumentsFunction.DEAD_LETTERS));
    }
}
