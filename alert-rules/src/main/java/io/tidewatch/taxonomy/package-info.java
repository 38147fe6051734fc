/** The two-level issue taxonomy: leaves, their words, owners and base severities. */
@NullMarked
package io.tidewatch.taxonomy;

import org.jspecify.annotations.NullMarked;
