package io.tidewatch.dashboard.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.wire.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class VolumeHistoryTest {
    private static final long NOW = 1_793_707_265_005L;
    private static final int LAST = VolumeHistory.BINS - 1;

    @Test
    void shouldHoldNowInTheLastBin() {
        assertThat(VolumeHistory.from(NOW) + LAST * VolumeHistory.STEP_MILLIS)
                .isLessThanOrEqualTo(NOW)
                .isGreaterThan(NOW - VolumeHistory.STEP_MILLIS);
    }

    @Test
    void shouldPutEachBucketInItsBinAndLeaveTheOthersUnknown() throws JsonProcessingException {
        // given
        long last = VolumeHistory.from(NOW) + LAST * VolumeHistory.STEP_MILLIS;
        String answer = "{\"hits\":{\"hits\":[]},\"aggregations\":{\"all\":{\"buckets\":["
                + bucket(last, 9, 4) + "," + bucket(last - 86_400_000, 5, 0) + ","
                + bucket(last - 3 * 86_400_000L, 7, 7)
                + "]},\"today\":{\"issues\":{\"buckets\":{\"b\":{\"bins\":{\"buckets\":[{\"key\":" + last
                + ",\"doc_count\":3}]}}}}}}}";

        // when
        VolumeHistory history = VolumeHistory.read(Json.tree(answer), NOW, List.of("a", "b"));

        // then
        assertThat(history.all()[LAST]).isEqualTo(9);
        assertThat(history.complaints()[LAST]).isEqualTo(4);
        assertThat(history.dayBefore()[LAST]).isZero();
        assertThat(history.dayBefore()[LAST - 1]).isEqualTo(-1);
        assertThat(history.issues().keySet()).containsExactly("a", "b");
        assertThat(history.issues().get("b")[LAST]).isEqualTo(3);
        assertThat(history.issues().get("a")).containsOnly(0);
        assertThat(history.isEmpty()).isFalse();
    }

    @Test
    void shouldAskForTheLargestWhenNoIssueIsGiven() throws JsonProcessingException {
        String answer = "{\"aggregations\":{\"today\":{\"issues\":{\"buckets\":[{\"key\":\"b\",\"doc_count\":3}]}}}}";

        assertThat(Json.tree(VolumeHistory.query(NOW, List.of()))
                        .at("/aggs/today/aggs/issues/terms/size")
                        .asInt())
                .isEqualTo(WallView.CHART_ISSUES);
        assertThat(VolumeHistory.read(Json.tree(answer), NOW, List.of())
                        .issues()
                        .keySet())
                .containsExactly("b");
    }

    @Test
    void shouldCountAMessageAboutTwoIssuesForTheFirstOfThem() throws JsonProcessingException {
        JsonNode filters =
                Json.tree(VolumeHistory.query(NOW, List.of("a", "b"))).at("/aggs/today/aggs/issues/filters/filters");

        assertThat(filters.at("/a/bool").toString())
                .isEqualTo("{\"filter\":[{\"term\":{\"issues\":\"a\"}}],\"must_not\":[]}");
        assertThat(filters.at("/b/bool").toString())
                .isEqualTo("{\"filter\":[{\"term\":{\"issues\":\"b\"}}],\"must_not\":[{\"term\":{\"issues\":\"a\"}}]}");
    }

    @Test
    void shouldBeEmptyWhenNothingWasEverSaid() throws JsonProcessingException {
        assertThat(VolumeHistory.read(Json.tree("{\"hits\":{\"hits\":[]}}"), NOW, List.of())
                        .isEmpty())
                .isTrue();
    }

    private static String bucket(long key, int all, int complaints) {
        return "{\"key\":" + key + ",\"doc_count\":" + all + ",\"complaints\":{\"doc_count\":" + complaints + "}}";
    }
}
