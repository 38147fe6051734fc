/** Rule tests: what was expected compared to what happened in virtual time. */
@NullMarked
package io.tidewatch.replay.ruletest;

import org.jspecify.annotations.NullMarked;
