/** Rule tests: what was expected held against what happened in virtual time. */
@NullMarked
package io.tidewatch.replay.ruletest;

import org.jspecify.annotations.NullMarked;
