/** What alerts are worth on companies whose crises are known. */
@NullMarked
package io.tidewatch.local.evaluate.judge;

import org.jspecify.annotations.NullMarked;
