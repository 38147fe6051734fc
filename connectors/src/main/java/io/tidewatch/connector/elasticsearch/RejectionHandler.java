package io.tidewatch.connector.elasticsearch;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** Takes documents that Elasticsearch will never store. Called from the client's threads. */
public interface RejectionHandler extends AutoCloseable {

    /**
     * @param problem the server's words; may quote the document
     * @return completes when the rejection is safely noted elsewhere; when it fails, the document is tried again
     */
    CompletableFuture<Void> reject(IndexRequest request, String problem);

    @Override
    void close();

    /** Makes a handler where the writer runs. */
    interface Factory extends Serializable {
        RejectionHandler open();
    }
}
