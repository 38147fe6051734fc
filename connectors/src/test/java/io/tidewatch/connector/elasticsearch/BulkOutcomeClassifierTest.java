package io.tidewatch.connector.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkOutcomeClassifierTest {

    @ParameterizedTest
    @CsvSource({
        "200, , WRITTEN",
        "201, , WRITTEN",
        "409, version_conflict_engine_exception, SUPERSEDED",
        "429, es_rejected_execution_exception, RETRY",
        "429, cluster_block_exception, RETRY",
        "403, cluster_block_exception, RETRY",
        "503, unavailable_shards_exception, RETRY",
        "500, internal_server_error, RETRY",
        "400, validation_exception, RETRY",
        "400, strict_dynamic_mapping_exception, REJECTED",
        "400, document_parsing_exception, REJECTED",
        "413, illegal_argument_exception, REJECTED",
        "401, security_exception, FATAL",
        "403, security_exception, FATAL",
        "404, index_not_found_exception, FATAL",
    })
    void shouldClassifyItemWhenElasticsearchAnswers(int status, String type, Outcome expected) {
        assertThat(BulkOutcomeClassifier.ofItem(new ItemResult(status, type, null)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "429, RETRY",
        "502, RETRY",
        "503, RETRY",
        "408, RETRY",
        "401, FATAL",
        "403, FATAL",
        "400, FATAL",
        "413, FATAL"
    })
    void shouldClassifyRequestWhenItFailsAsAWhole(int status, Outcome expected) {
        assertThat(BulkOutcomeClassifier.ofRequest(new CompletionException(answer(status))))
                .isEqualTo(expected);
    }

    @Test
    void shouldRetryWhenNoAnswerCame() {
        assertThat(BulkOutcomeClassifier.ofRequest(new CompletionException(new ConnectException("refused"))))
                .isEqualTo(Outcome.RETRY);
        assertThat(BulkOutcomeClassifier.ofRequest(new IOException("reset"))).isEqualTo(Outcome.RETRY);
    }

    @Test
    void shouldStopWhenTheFailureIsABug() {
        assertThat(BulkOutcomeClassifier.ofRequest(new IllegalStateException("bug")))
                .isEqualTo(Outcome.FATAL);
    }

    private static ElasticsearchException answer(int status) {
        return new ElasticsearchException(
                "bulk",
                ErrorResponse.of(e -> e.status(status).error(c -> c.type("t").reason("r"))));
    }
}
