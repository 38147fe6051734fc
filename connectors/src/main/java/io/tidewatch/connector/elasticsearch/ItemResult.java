package io.tidewatch.connector.elasticsearch;

import org.jspecify.annotations.Nullable;

/**
 * Elasticsearch's answer for one document of a bulk request.
 *
 * @param status HTTP status of the item
 * @param type of the error, for example {@code version_conflict_engine_exception}; null when there is none
 * @param reason the error in words; may quote the document
 */
public record ItemResult(
        int status, @Nullable String type, @Nullable String reason) {
    public static final ItemResult OK = new ItemResult(200, null, null);
}
