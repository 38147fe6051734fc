/** A backtest as one self-contained page. */
@NullMarked
package io.tidewatch.replay.report;

import org.jspecify.annotations.NullMarked;
