/** The receivers that can be notified: the list of channel types. */
@NullMarked
package io.tidewatch.connector.notify;

import org.jspecify.annotations.NullMarked;
