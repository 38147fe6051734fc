/**
 * CEL expressions over one opinion of a message, or over other rules' episodes: parsed, type-checked, compiled to plain
 * predicates. A new name of {@code where} goes into {@code RowValues}.
 */
@NullMarked
package io.tidewatch.rule.cel;

import org.jspecify.annotations.NullMarked;
