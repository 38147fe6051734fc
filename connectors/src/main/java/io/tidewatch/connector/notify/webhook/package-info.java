/** A signed JSON call, as Standard Webhooks has it. */
@NullMarked
package io.tidewatch.connector.notify.webhook;

import org.jspecify.annotations.NullMarked;
