/**
 * Ids under which many people write, as the account of a shop under which all its buyers' messages arrive: found by what stands
 * behind them, from then on treated as missing. Event time only, packed with a version of its own.
 */
@NullMarked
package io.tidewatch.feedback.shared;

import org.jspecify.annotations.NullMarked;
