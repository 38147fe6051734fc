/** At which level an incident happens, and which of its alerts tells it. */
@NullMarked
package io.tidewatch.level;

import org.jspecify.annotations.NullMarked;
