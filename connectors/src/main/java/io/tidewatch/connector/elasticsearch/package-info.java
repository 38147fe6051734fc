/** Elasticsearch: bulk writing with external versions; every outcome is classified, counted and acted on. */
@NullMarked
package io.tidewatch.connector.elasticsearch;

import org.jspecify.annotations.NullMarked;
