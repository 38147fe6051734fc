package io.tidewatch.job.index;

import io.tidewatch.connector.elasticsearch.IndexRequest;
import io.tidewatch.feedback.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What IndexJob gives.
 *
 * @param documents to be written
 * @param deadLetters records that could not be read
 */
public record IndexStreams(DataStream<IndexRequest> documents, DataStream<DeadLetter> deadLetters) {}
