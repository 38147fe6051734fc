/** What detection costs, on a cluster in this process. */
@NullMarked
package io.tidewatch.local.bench;

import org.jspecify.annotations.NullMarked;
