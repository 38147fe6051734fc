/**
 * The production operators over recorded or virtual time: backtests, rule tests and explanations run on it. Not part of the
 * job jar.
 */
@NullMarked
package io.tidewatch.replay;

import org.jspecify.annotations.NullMarked;
