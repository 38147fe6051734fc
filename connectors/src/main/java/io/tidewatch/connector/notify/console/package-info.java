/** The terminal, for demos and first steps. */
@NullMarked
package io.tidewatch.connector.notify.console;

import org.jspecify.annotations.NullMarked;
