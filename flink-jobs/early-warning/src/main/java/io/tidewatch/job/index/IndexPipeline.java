package io.tidewatch.job.index;

import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.connector.kafka.RawRecord;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableSupplier;

/** The data path of IndexJob: each record becomes one document. */
public final class IndexPipeline {
    private IndexPipeline() {}

    /** @param records of any topics that are indexed, in one stream */
    public static IndexStreams define(DataStream<RawRecord> records, SerializableSupplier<Clock> clock) {
        SingleOutputStreamOperator<IndexRequest> documents = records.process(
                        new DocumentsFunction(clock), TypeInformation.of(IndexRequest.class))
                .name("documents")
                .uid("index-documents");
        return new IndexStreams(documents, documents.getSideOutput(DocumentsFunction.DEAD_LETTERS));
    }
}
