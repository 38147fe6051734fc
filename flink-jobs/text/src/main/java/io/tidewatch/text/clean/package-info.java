/** A text without markup, quoted replies, links and disguises. */
@NullMarked
package io.tidewatch.text.clean;

import org.jspecify.annotations.NullMarked;
