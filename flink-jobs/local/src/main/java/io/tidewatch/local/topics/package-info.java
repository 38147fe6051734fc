/** Unknown topics: found in stored or recorded feedback, shown, and made leaves of the taxonomy. */
@NullMarked
package io.tidewatch.local.topics;

import org.jspecify.annotations.NullMarked;
