/** What the four jobs share. */
@NullMarked
package io.tidewatch.job;

import org.jspecify.annotations.NullMarked;
