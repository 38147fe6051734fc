package io.tidewatch.feedback;

import org.jspecify.annotations.Nullable;

/**
 * Who wrote a message.
 *
 * @param id as received; a keyed hash once annotated; null when the source gives none
 * @param role only customers are complainants
 * @param name as received; after annotation only for public accounts that may be named
 * @param followers at least 0
 * @param verified what the platform has verified of the account
 */
public record Author(
        @Nullable String id, AuthorRole role, @Nullable String name, long followers, Verification verified) {
    public static final Author UNKNOWN = new Author(null, AuthorRole.CUSTOMER, null, 0, Verification.NONE);

    public boolean isCustomer() {
        return role == AuthorRole.CUSTOMER;
    }
}
