package io.tidewatch.local.sample;

import io.tidewatch.feedback.Verification;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who writes.
 *
 * @param handle native author id, unique per person
 * @param nick public name
 * @param name civil name
 * @param followers on social platforms
 */
record SamplePerson(
        String handle,
        String nick,
        String name,
        long followers,
        Verification verified,
        String tier,
        @Nullable String ageBand,
        SampleRegion region,
        String city) {}
