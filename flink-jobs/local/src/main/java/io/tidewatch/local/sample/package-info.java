/** The demo's sample: three days of invented customer feedback with one planted surge and several decoys. */
@NullMarked
package io.tidewatch.local.sample;

import org.jspecify.annotations.NullMarked;
