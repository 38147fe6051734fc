/** IndexJob: everything that is to be looked up later goes to Elasticsearch. */
@NullMarked
package io.tidewatch.job.index;

import org.jspecify.annotations.NullMarked;
