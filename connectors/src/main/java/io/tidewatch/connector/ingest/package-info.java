/** The door for feedback over HTTP. It publishes to Kafka and therefore may import {@link io.tidewatch.connector.kafka}. */
@NullMarked
package io.tidewatch.connector.ingest;

import org.jspecify.annotations.NullMarked;
