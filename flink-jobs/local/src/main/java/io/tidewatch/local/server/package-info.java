/** Kafka, Elasticsearch and Redis as child processes that never outlive their parent. */
@NullMarked
package io.tidewatch.local.server;

import org.jspecify.annotations.NullMarked;
