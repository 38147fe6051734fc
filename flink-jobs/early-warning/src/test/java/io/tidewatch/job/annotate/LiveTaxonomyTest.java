package io.tidewatch.job.annotate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.RawRecord;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.wire.AnnotatedJson;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real analysis, its taxonomy exchanged while it runs. */
class LiveTaxonomyTest {
    private static final Instant NOW = Instant.parse("2026-11-11T12:00:00Z");
    private static final String LEAF = """
            apiVersion: tidewatch/v1
            categories:
            - id: parking
              name: {zh: 停车, en: Parking}
            leaves:
            - id: parking.full
              name: {zh: 车位不够, en: Full}
              severity: P3
              need: 便捷
              cause: 流程
              touchpoint: store
              owner: store-oncall
              fallback: duty-manager
              runbook: runbooks/store.md
              negative_only: true
              keywords: [车位满了]
              examples: [周末车位满了, 又是车位满了]
              counter_examples: [车位很多, 好停车]
            """;

    private TwoInputStreamOperatorTestHarness<RawRecord, TaxonomyUpdate, KeyedMessage> harness;

    @BeforeEach
    void fresh() throws Exception {
        harness = open(TaxonomyUpdate.PACKAGED, null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldFindALeafAsSoonAsItsTaxonomyIsPublished() throws Exception {
        // given
        AnnotatedFeedback before = annotate("周末车位满了");
        // when
        publish(1, LEAF);
        AnnotatedFeedback after = annotate("周末车位满了");
        // then
        assertThat(before.opinions()).extracting(Opinion::issue).doesNotContain("parking.full");
        assertThat(after.opinions()).extracting(Opinion::issue).containsExactly("parking.full");
        assertThat(after.analysisVersion()).isNotEqualTo(before.analysisVersion());
    }

    @Test
    void shouldKeepTheTaxonomyWhenTheNextHasFaultsOrIsOlderOrEmpty() throws Exception {
        // given
        publish(2, LEAF);
        String version = annotate("周末车位满了").analysisVersion();
        // when
        publish(3, LEAF.replace("车位满了]", "的]"));
        publish(1, LEAF.replace("车位满了]", "没位置]"));
        harness.processElement2(new StreamRecord<>(new TaxonomyUpdate(4, Map.of())));
        // then
        assertThat(annotate("周末车位满了").analysisVersion()).isEqualTo(version);
    }

    @Test
    void shouldComeBackWithTheNewestTaxonomyAfterARestore() throws Exception {
        // given
        publish(7, LEAF);
        String version = annotate("周末车位满了").analysisVersion();
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        // when
        harness = open(new TaxonomyUpdate(6, Map.of()), snapshot);
        // then
        assertThat(annotate("周末车位满了").analysisVersion()).isEqualTo(version);
    }

    @Test
    void shouldPreferANewerTaxonomyGivenAtTheStartToTheRestoredOne() throws Exception {
        // given
        publish(7, LEAF);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        // when
        harness = open(new TaxonomyUpdate(8, Map.of("t.yaml", LEAF.replace("车位满了]", "没位置]"))), snapshot);
        // then
        assertThat(annotate("周末没位置").opinions()).extracting(Opinion::issue).containsExactly("parking.full");
    }

    private void publish(long revision, String file) throws Exception {
        harness.processElement2(new StreamRecord<>(new TaxonomyUpdate(revision, Map.of("t.yaml", file))));
    }

    private AnnotatedFeedback annotate(String text) throws Exception {
        String json =
                "{\"id\":\"w:1\",\"source\":\"w\",\"event_time\":\"2026-11-11T11:59:00Z\",\"text\":\"" + text + "\"}";
        harness.processElement1(new StreamRecord<>(new RawRecord(
                "tidewatch.feedback.social", 0, 0, NOW.toEpochMilli(), json.getBytes(StandardCharsets.UTF_8))));
        List<KeyedMessage> out = harness.extractOutputValues();
        return AnnotatedJson.read(out.get(out.size() - 1).value());
    }

    private static TwoInputStreamOperatorTestHarness<RawRecord, TaxonomyUpdate, KeyedMessage> open(
            TaxonomyUpdate initial, @Nullable OperatorSubtaskState from) throws Exception {
        AnnotateFunction function = new AnnotateFunction(
                1_000,
                new TimeGuard(
                        Duration.ofDays(30).toMillis(), Duration.ofMinutes(10).toMillis()),
                TextAnalysis.packaged(new byte[16]),
                initial,
                () -> Clock.fixed(NOW, ZoneOffset.UTC));
        TwoInputStreamOperatorTestHarness<RawRecord, TaxonomyUpdate, KeyedMessage> harness =
                new TwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithNonKeyedOperator<>(function, List.of(LiveTaxonomy.STATE)));
        harness.setup();
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        return harness;
    }
}
