package io.tidewatch.connector.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.http.TransportHttpClient;
import java.io.IOException;
import org.elasticsearch.client.ResponseException;
import org.jspecify.annotations.Nullable;

/** Says what an answer of Elasticsearch means. Pure; the policy is elsewhere. */
public final class BulkOutcomeClassifier {
    private BulkOutcomeClassifier() {}

    /** The outcome of one document. */
    public static Outcome ofItem(ItemResult item) {
        int status = item.status();
        if (status < 300) {
            return Outcome.WRITTEN;
        }
        if (status == 409) {
            return Outcome.SUPERSEDED;
        }
        if (isTransient(status) || isPassingState(item.type())) {
            return Outcome.RETRY;
        }
        // 404: the index is not there and may not be made by writing.
        return status == 401 || status == 403 || status == 404 ? Outcome.FATAL : Outcome.REJECTED;
    }

    /** The outcome of a bulk request that failed as a whole: RETRY or FATAL. */
    public static Outcome ofRequest(Throwable problem) {
        int status = status(problem);
        if (status > 0) {
            return isTransient(status) ? Outcome.RETRY : Outcome.FATAL;
        }
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                return Outcome.RETRY;
            }
        }
        return Outcome.FATAL;
    }

    /** The HTTP status behind a failure; 0 when no answer came. */
    static int status(Throwable problem) {
        for (Throwable t = problem; t != null; t = t.getCause()) {
            if (t instanceof ElasticsearchException e) {
                return e.status();
            }
            if (t instanceof ResponseException e) {
                return e.getResponse().getStatusLine().getStatusCode();
            }
            if (t instanceof TransportException e) {
                TransportHttpClient.Response response = e.response();
                if (response != null) {
                    return response.statusCode();
                }
            }
        }
        return 0;
    }

    private static boolean isTransient(int status) {
        return status == 408 || status == 429 || status >= 500;
    }

    /**
     * States of the cluster that pass or that somebody mends, whatever their status: a block (disk full, read-only), and
     * the limit of shards, which comes as a validation error with status 400.
     */
    private static boolean isPassingState(@Nullable String type) {
        return "cluster_block_exception".equals(type)
                || "validation_exception".equals(type)
                || "unavailable_shards_exception".equals(type);
    }
}
