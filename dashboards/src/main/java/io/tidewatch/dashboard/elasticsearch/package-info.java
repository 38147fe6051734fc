/** Index templates and the few requests that dashboards make to Elasticsearch. */
@NullMarked
package io.tidewatch.dashboard.elasticsearch;

import org.jspecify.annotations.NullMarked;
