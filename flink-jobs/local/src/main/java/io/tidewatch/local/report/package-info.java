/** What a backtest found, for people: one page, and what two rule sets would have done differently. */
@NullMarked
package io.tidewatch.local.report;

import org.jspecify.annotations.NullMarked;
