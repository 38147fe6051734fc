/** The one entry point. Knows every command; nothing knows it. */
@NullMarked
package io.tidewatch.local;

import org.jspecify.annotations.NullMarked;
