/** The sentence that says what an alert is about, by default or after a rule's own template. Imports {@code rule} and below. */
@NullMarked
package io.tidewatch.rule.summary;

import org.jspecify.annotations.NullMarked;
