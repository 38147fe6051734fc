/** What every channel shares: the sender's contract, outcomes, secrets and guarded HTTP. */
@NullMarked
package io.tidewatch.connector.notify.send;

import org.jspecify.annotations.NullMarked;
