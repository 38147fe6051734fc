/** Redis: best-effort writing of absolute values; Redis away never stops a job. */
@NullMarked
package io.tidewatch.connector.redis;

import org.jspecify.annotations.NullMarked;
