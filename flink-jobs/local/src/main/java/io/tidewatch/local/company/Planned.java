package io.tidewatch.local.company;

import io.tidewatch.local.sample.SampleRegion;
import org.jspecify.annotations.Nullable;

/**
 * A message that is to be written.
 *
 * @param at epoch milliseconds
 * @param issue what it complains of; empty when it does not
 * @param region null: drawn as usual
 * @param stream where it comes from, below 0 for crises
 * @param serial tells messages of one stream apart; of a post and its copies it is the same
 * @param copy 0, or the number of a copy
 * @param crisis null when it is of none
 */
record Planned(
        long at,
        Kind kind,
        String issue,
        @Nullable SampleRegion region,
        int stream,
        long serial,
        int copy,
        @Nullable Crisis crisis) {
    enum Kind {
        COMPLAINT,
        PRAISE,
        QUESTION,
        /** A post as it was first written, and its copies. */
        COPY,
        CRISIS
    }
}
