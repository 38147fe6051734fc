/** Companies that nobody tuned for: what their customers write in ordinary weeks, and the crises planted in it. */
@NullMarked
package io.tidewatch.local.company;

import org.jspecify.annotations.NullMarked;
