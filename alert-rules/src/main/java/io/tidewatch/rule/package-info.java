/** The rule language: files, lint, conditions and compiled {@code where} predicates. */
@NullMarked
package io.tidewatch.rule;

import org.jspecify.annotations.NullMarked;
