package io.tidewatch.connector.elasticsearch;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The two questions a writer asks of Elasticsearch. */
interface BulkClient extends AutoCloseable {

    /** One result per request, in order; fails when the bulk request fails as a whole. */
    CompletableFuture<List<ItemResult>> bulk(List<IndexRequest> requests);

    /** True when an index of this name would be made from a template with a mapping. */
    CompletableFuture<Boolean> hasTemplate(String index);

    @Override
    void close();
}
