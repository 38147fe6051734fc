package io.tidewatch.connector.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkDispatcherTest {
    private static final IndexRequest A = IndexRequest.of("tidewatch-feedback-2026.11.11", "a", 1, "{}");
    private static final IndexRequest B = IndexRequest.of("tidewatch-feedback-2026.11.11", "b", 1, "{}");
    private static final IndexRequest C = IndexRequest.of("tidewatch-feedback-2026.11.12", "c", 1, "{}");

    private final FakeClient client = new FakeClient();
    private final FakeRejections rejections = new FakeRejections();
    private final Result result = new Result();
    private final BulkMetrics metrics = BulkMetrics.in(new UnregisteredMetricsGroup());
    private final ImmediateTimer timer = new ImmediateTimer();
    private final BulkDispatcher dispatcher =
            new BulkDispatcher(client, rejections, metrics, new Backoff(200, 30_000), timer);

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    @Test
    void shouldCompleteWhenAllIsWrittenOrSuperseded() {
        client.answer = CompletableFuture.completedFuture(
                List.of(ItemResult.OK, new ItemResult(409, "version_conflict_engine_exception", "newer")));

        dispatcher.submit(List.of(A, B), result);

        assertThat(result.completed).isTrue();
        assertThat(metrics.written().getCount()).isEqualTo(1);
        assertThat(metrics.superseded().getCount()).isEqualTo(1);
    }

    @Test
    void shouldGiveBackOnlyTheBusyOnesWhenSomeAreRefusedForNow() {
        client.answer = CompletableFuture.completedFuture(
                List.of(ItemResult.OK, new ItemResult(429, "es_rejected_execution_exception", "full")));

        dispatcher.submit(List.of(A, B), result);

        assertThat(result.retried).containsExactly(B);
        assertThat(timer.delays).singleElement().satisfies(d -> assertThat(d).isBetween(100L, 200L));
    }

    @Test
    void shouldWaitLongerEachTimeWhenElasticsearchStaysAway() {
        client.answer = CompletableFuture.failedFuture(new ConnectException("refused"));

        for (int i = 0; i < 4; i++) {
            dispatcher.submit(List.of(A), result);
        }

        assertThat(result.retried).containsExactly(A, A, A, A);
        assertThat(timer.delays.get(3)).isBetween(800L, 1_600L);
        assertThat(metrics.failedRequests().getCount()).isEqualTo(4);
    }

    @Test
    void shouldNoteRejectionAndCompleteWhenADocumentCanNeverBeStored() {
        client.answer = CompletableFuture.completedFuture(
                List.of(new ItemResult(400, "document_parsing_exception", "bad"), ItemResult.OK));

        dispatcher.submit(List.of(A, B), result);

        assertThat(rejections.rejected).containsExactly(A);
        assertThat(result.completed).isTrue();
        assertThat(metrics.rejected().getCount()).isEqualTo(1);
    }

    @Test
    void shouldTryAgainWhenARejectionCannotBeNoted() {
        rejections.outcome = CompletableFuture.failedFuture(new ConnectException("kafka away"));
        client.answer = CompletableFuture.completedFuture(
                List.of(new ItemResult(400, "document_parsing_exception", "bad"), ItemResult.OK));

        dispatcher.submit(List.of(A, B), result);

        assertThat(result.completed).isFalse();
        assertThat(result.retried).containsExactly(A);
        assertThat(metrics.rejected().getCount()).isZero();
    }

    @Test
    void shouldStayInFlightWhileARejectionIsNotYetNoted() {
        rejections.outcome = new CompletableFuture<>();
        client.answer = CompletableFuture.completedFuture(List.of(new ItemResult(400, "x", "bad")));

        dispatcher.submit(List.of(A), result);

        assertThat(result.completed).isFalse();
        rejections.outcome.complete(null);
        assertThat(result.completed).isTrue();
    }

    @Test
    void shouldStopWhenTheWriterHasNoRights() {
        client.answer = CompletableFuture.completedFuture(List.of(new ItemResult(403, "security_exception", "no")));

        dispatcher.submit(List.of(A), result);

        assertThat(result.failure).hasMessageContaining("security_exception");
    }

    @Test
    void shouldStopBeforeWritingWhenAnIndexHasNoTemplate() {
        client.templates = CompletableFuture.completedFuture(false);

        dispatcher.submit(List.of(A), result);

        assertThat(result.failure).hasMessageContaining("no index template for tidewatch-feedback-2026.11.11");
        assertThat(client.bulks).isZero();
    }

    @Test
    void shouldAskForATemplateOncePerIndex() {
        client.answer = CompletableFuture.completedFuture(List.of(ItemResult.OK, ItemResult.OK, ItemResult.OK));

        dispatcher.submit(List.of(A, B, C), result);
        dispatcher.submit(List.of(A, B, C), result);

        assertThat(client.templateQuestions).containsExactly(A.index(), C.index());
    }

    @Test
    void shouldTryAgainWhenTheTemplateCannotBeAskedFor() {
        client.templates = CompletableFuture.failedFuture(new ConnectException("refused"));

        dispatcher.submit(List.of(A), result);

        assertThat(result.retried).containsExactly(A);
    }

    private static final class FakeClient implements BulkClient {
        CompletableFuture<List<ItemResult>> answer = new CompletableFuture<>();
        CompletableFuture<Boolean> templates = CompletableFuture.completedFuture(true);
        final List<String> templateQuestions = new ArrayList<>();
        int bulks;

        @Override
        public CompletableFuture<List<ItemResult>> bulk(List<IndexRequest> requests) {
            bulks++;
            return answer;
        }

        @Override
        public CompletableFuture<Boolean> hasTemplate(String index) {
            templateQuestions.add(index);
            return templates;
        }

        @Override
        public void close() {}
    }

    private static final class FakeRejections implements RejectionHandler {
        final List<IndexRequest> rejected = new ArrayList<>();
        CompletableFuture<Void> outcome = CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> reject(IndexRequest request, String problem) {
            rejected.add(request);
            return outcome;
        }

        @Override
        public void close() {}
    }

    private static final class Result implements ResultHandler<IndexRequest> {
        boolean completed;

        @Nullable
        Exception failure;

        final List<IndexRequest> retried = new ArrayList<>();

        @Override
        public void complete() {
            completed = true;
        }

        @Override
        public void completeExceptionally(Exception e) {
            failure = e;
        }

        @Override
        public void retryForEntries(List<IndexRequest> entries) {
            retried.addAll(entries);
        }
    }

    /** Runs at once what it is to run later, and notes how much later. */
    private static final class ImmediateTimer extends ScheduledThreadPoolExecutor {
        final List<Long> delays = new ArrayList<>();

        ImmediateTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            delays.add(unit.toMillis(delay));
            command.run();
            return super.schedule(() -> {}, 0, unit);
        }
    }
}
