package io.tidewatch.notify.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A team that answers for issues.
 *
 * @param receiver that notifies the team
 * @param people ids
 * @param fallback owner who is notified when the team does not react; null when there is none
 */
public record Owner(
        String name,
        String receiver,
        List<String> people,
        @Nullable String fallback) {}
