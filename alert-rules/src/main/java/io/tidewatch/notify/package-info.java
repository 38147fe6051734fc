/** Who is told what, when and in which words: notify.yaml, incidents, pacing and the text of a push. Plain Java without I/O. */
@NullMarked
package io.tidewatch.notify;

import org.jspecify.annotations.NullMarked;
