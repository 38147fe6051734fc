/**
 * The one place that touches Flink CEP's internal NFA, so that patterns can change while the job runs. Pinned to the
 * Flink minor version; its behaviour is compared to the stock operator by a contract test.
 */
@NullMarked
package io.tidewatch.job.detect.follow.nfa;

import org.jspecify.annotations.NullMarked;
