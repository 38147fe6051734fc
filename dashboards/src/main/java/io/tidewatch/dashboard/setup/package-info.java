/** Sets up servers that are not ours to start: topics, index templates, Kibana. */
@NullMarked
package io.tidewatch.dashboard.setup;

import org.jspecify.annotations.NullMarked;
