/** What the four jobs share: their settings. */
@NullMarked
package io.tidewatch.job;

import org.jspecify.annotations.NullMarked;
