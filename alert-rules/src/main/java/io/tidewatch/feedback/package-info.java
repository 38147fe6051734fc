/** What a customer said, as received and as annotated, and what could not be read. */
@NullMarked
package io.tidewatch.feedback;

import org.jspecify.annotations.NullMarked;
