/** The monitoring wall: reads Redis and Elasticsearch, pushes one page over server-sent events. */
@NullMarked
package io.tidewatch.dashboard.wall;

import org.jspecify.annotations.NullMarked;
