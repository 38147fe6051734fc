/** What becomes of a rule's signals: episodes and their alerts, and rules over other rules' episodes. */
@NullMarked
package io.tidewatch.episode;

import org.jspecify.annotations.NullMarked;
