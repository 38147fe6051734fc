package io.tidewatch.job.index;

import io.tidewatch.wire.Retraction;

/**
 * A retraction for which stored documents are looked through.
 *
 * @param stays as in {@link Retraction}
 * @param looks how often that was done
 */
public record StoredRetraction(String id, long stays, int looks) {
    static StoredRetraction of(Retraction r) {
        return new StoredRetraction(r.id(), r.stays(), 0);
    }

    StoredRetraction again() {
        return new StoredRetraction(id, stays, looks + 1);
    }

    Retraction retraction() {
        return new Retraction(id, stays);
    }
}
