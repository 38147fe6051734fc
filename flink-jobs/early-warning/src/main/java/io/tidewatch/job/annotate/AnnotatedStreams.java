package io.tidewatch.job.annotate;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.feedback.DeadLetter;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What AnnotateJob gives.
 *
 * @param annotated key = feedback id (or the source of a heartbeat), value = annotated JSON
 * @param deadLetters what could not be read, masked
 */
public record AnnotatedStreams(DataStream<KeyedMessage> annotated, DataStream<DeadLetter> deadLetters) {}
