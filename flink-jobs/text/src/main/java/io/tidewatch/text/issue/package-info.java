/** Which issue a complaint is about, learnt from texts: what stands beside the keywords of the taxonomy. */
@NullMarked
package io.tidewatch.text.issue;

import org.jspecify.annotations.NullMarked;
