package io.tidewatch.connector.elasticsearch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a batch and acts on the outcome of each document: done, again after a pause, rejected, or stop. A batch stays
 * in flight until every document of it is done or is given back to be tried again, so a checkpoint covers rejections too.
 * Thread-safe: answers come on the client's threads.
 */
final class BulkDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(BulkDispatcher.class);

    private final BulkClient client;
    private final RejectionHandler rejections;
    private final BulkMetrics metrics;
    private final Backoff backoff;
    private final ScheduledExecutorService timer;
    private final Set<String> templated = ConcurrentHashMap.newKeySet();
    private final AtomicInteger failuresInARow = new AtomicInteger();

    BulkDispatcher(
            BulkClient client,
            RejectionHandler rejections,
            BulkMetrics metrics,
            Backoff backoff,
            ScheduledExecutorService timer) {
        this.client = client;
        this.rejections = rejections;
        this.metrics = metrics;
        this.backoff = backoff;
        this.timer = timer;
    }

    void submit(List<IndexRequest> batch, ResultHandler<IndexRequest> result) {
        checkTemplates(batch).thenCompose(checked -> client.bulk(batch)).whenComplete((items, problem) -> {
            try {
                if (problem != null) {
                    onRequestFailed(batch, problem, result);
                } else {
                    onAnswer(batch, items, result);
                }
            } catch (RuntimeException e) {
                // Otherwise the future would swallow it, and the batch would be in flight for ever.
                result.completeExceptionally(e);
            }
        });
    }

    /** An index made without its template guesses its field types for good, so nothing is written before it is there. */
    private CompletableFuture<Void> checkTemplates(List<IndexRequest> batch) {
        Set<String> unchecked = new TreeSet<>();
        for (IndexRequest r : batch) {
            if (!templated.contains(r.index())) {
                unchecked.add(r.index());
            }
        }
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (String index : unchecked) {
            all = all.thenCombine(client.hasTemplate(index), (nothing, there) -> {
                if (!there) {
                    throw new MissingTemplateException(index);
                }
                templated.add(index);
                return null;
            });
        }
        return all;
    }

    private void onRequestFailed(List<IndexRequest> batch, Throwable problem, ResultHandler<IndexRequest> result) {
        metrics.failedRequests().inc();
        if (BulkOutcomeClassifier.ofRequest(problem) == Outcome.FATAL) {
            result.completeExceptionally(new IndexingException("bulk request failed: " + rootOf(problem), problem));
            return;
        }
        LOG.warn(
                "elasticsearch away, trying again: documents={} failures={} problem={}",
                batch.size(),
                failuresInARow.get() + 1,
                rootOf(problem));
        retryLater(batch, result);
    }

    private void onAnswer(List<IndexRequest> batch, List<ItemResult> items, ResultHandler<IndexRequest> result) {
        // Rejections that cannot be noted are added from other threads.
        List<IndexRequest> retries = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> rejected = new ArrayList<>();
        int done = 0;
        for (int i = 0; i < batch.size(); i++) {
            IndexRequest request = batch.get(i);
            ItemResult item = items.get(i);
            switch (BulkOutcomeClassifier.ofItem(item)) {
                case WRITTEN -> {
                    metrics.written().inc();
                    done++;
                }
                case SUPERSEDED -> {
                    metrics.superseded().inc();
                    done++;
                }
                case RETRY -> retries.add(request);
                case REJECTED -> rejected.add(reject(request, item, retries));
                case FATAL -> {
                    result.completeExceptionally(new IndexingException(
                            "index=" + request.index() + " status=" + item.status() + " type=" + item.type()));
                    return;
                }
            }
        }
        if (done > 0) {
            failuresInARow.set(0);
        }
        CompletableFuture.allOf(rejected.toArray(CompletableFuture[]::new)).whenComplete((noted, problem) -> {
            if (retries.isEmpty()) {
                result.complete();
            } else {
                retryLater(List.copyOf(retries), result);
            }
        });
    }

    /** Never fails: a rejection that cannot be noted puts the document among those to be tried again. */
    private CompletableFuture<Void> reject(IndexRequest request, ItemResult item, List<IndexRequest> retries) {
        return rejections.reject(request, item.type() + ": " + item.reason()).handle((noted, problem) -> {
            if (problem == null) {
                metrics.rejected().inc();
            } else {
                LOG.warn(
                        "rejected document could not be noted, trying again: index={} id={} problem={}",
                        request.index(),
                        request.id(),
                        rootOf(problem));
                retries.add(request);
            }
            return null;
        });
    }

    private void retryLater(List<IndexRequest> retries, ResultHandler<IndexRequest> result) {
        metrics.retried().inc(retries.size());
        long delay = backoff.delay(
                failuresInARow.incrementAndGet(), ThreadLocalRandom.current().nextDouble());
        timer.schedule(() -> result.retryForEntries(retries), delay, TimeUnit.MILLISECONDS);
    }

    private static String rootOf(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    private static final class MissingTemplateException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MissingTemplateException(String index) {
            super("no index template for " + index + ", expected one to be installed before the first document");
        }
    }
}
