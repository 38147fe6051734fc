/** Which groups a rule goes on following when there are more than it may. */
@NullMarked
package io.tidewatch.limit;

import org.jspecify.annotations.NullMarked;
