/**
 * A rule that has been read: its kind, conditions, severities and the sentence of its alerts. Imports
 * {@link io.tidewatch.rule.cel}; how rules are read from files is {@link io.tidewatch.rule.file}.
 */
@NullMarked
package io.tidewatch.rule;

import org.jspecify.annotations.NullMarked;
