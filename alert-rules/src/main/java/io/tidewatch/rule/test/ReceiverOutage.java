package io.tidewatch.rule.test;

import org.jspecify.annotations.Nullable;

/**
 * A receiver answers every push in some way for a while; before and after it takes them.
 *
 * @param at milliseconds since the start
 * @param forMs how long, milliseconds
 * @param receiver name in notify.yaml
 * @param http status of the answer, 100 to 599
 * @param errcode the vendor's own code in the answer; null when it holds none
 */
public record ReceiverOutage(
        int line,
        long at,
        long forMs,
        String receiver,
        int http,
        @Nullable Integer errcode) {}
