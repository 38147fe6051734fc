package io.tidewatch.notify.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A team that answers for issues.
 *
 * @param receiver where the team is told
 * @param people ids
 * @param fallback owner who is told when the team does not react; null when there is none
 */
public record Owner(
        String name,
        String receiver,
        List<String> people,
        @Nullable String fallback) {}
