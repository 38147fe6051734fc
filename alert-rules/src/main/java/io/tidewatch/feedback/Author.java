package io.tidewatch.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a message.
 *
 * @param id as received; a keyed hash once annotated; null when the source gives none
 * @param role customer, agent, bot, media or government; only customers are complainants
 * @param name as received; after annotation only for public accounts that may be named
 * @param followers at least 0
 * @param verified none, person, company, media or government
 */
public record Author(
        @Nullable String id, String role, @Nullable String name, long followers, String verified) {
    public static final Author UNKNOWN = new Author(null, "customer", null, 0, "none");

    public boolean isCustomer() {
        return "customer".equals(role);
    }
}
