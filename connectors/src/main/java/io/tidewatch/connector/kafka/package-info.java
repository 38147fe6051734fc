/** Kafka: the topics, their set-up, sources with origin and sinks with keys. At-least-once everywhere. */
@NullMarked
package io.tidewatch.connector.kafka;

import org.jspecify.annotations.NullMarked;
