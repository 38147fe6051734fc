package io.tidewatch.job.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.file.RuleManifest;
import io.tidewatch.rule.file.RulePart;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssembleBundleFunctionTest {
    private static final RulePart A = new RulePart(RulePart.RULES, "a.yaml", "a");
    private static final RulePart B = new RulePart(RulePart.RULES, "b.yaml", "b");
    private static final RulePart WORDS = new RulePart(RulePart.TAXONOMY, "t.yaml", "t");

    private KeyedOneInputStreamOperatorTestHarness<Integer, KeyedMessage, RuleUpdate> harness;

    @BeforeEach
    void fresh() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldGiveACompleteSetWhenThePartsComeAfterTheManifest() throws Exception {
        manifest(1, A, B, WORDS);
        part(A);
        part(WORDS);
        assertThat(Operators.drain(harness)).isEmpty();

        part(B);
        part(B);

        List<RuleUpdate> sets = Operators.drain(harness);
        assertThat(sets).extracting(RuleUpdate::revision).containsExactly(1L);
        assertThat(sets.get(0).files()).containsOnlyKeys("a.yaml", "b.yaml").containsEntry("a.yaml", "a");
    }

    @Test
    void shouldIgnoreADamagedManifestAndGoOnWithTheNext() throws Exception {
        part(A);
        part(B);
        manifest(1, A);

        send(RuleManifest.KEY, "{\"revision\":2,\"parts\":");
        send(RuleManifest.KEY, "{}");
        send(RuleManifest.KEY, "[]");
        send(RuleManifest.KEY, "");
        manifest(3, B);

        assertThat(Operators.drain(harness)).extracting(RuleUpdate::revision).containsExactly(1L, 3L);
    }

    @Test
    void shouldNotUseADamagedPart() throws Exception {
        manifest(1, A, B);
        part(A);

        send(B.key(), A.json());
        send(B.key(), "{");

        assertThat(Operators.drain(harness)).isEmpty();
        part(B);
        assertThat(Operators.drain(harness)).hasSize(1);
    }

    @Test
    void shouldIgnoreAnOlderManifest() throws Exception {
        part(A);
        part(B);
        manifest(5, A);
        manifest(4, B);

        assertThat(Operators.drain(harness)).extracting(RuleUpdate::revision).containsExactly(5L);
    }

    @Test
    void shouldRememberPartsAndRevisionOverARestore() throws Exception {
        part(A);
        part(B);
        manifest(1, A);
        Operators.drain(harness);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();

        open(snapshot);
        manifest(1, A);
        manifest(2, A, B);

        List<RuleUpdate> sets = Operators.drain(harness);
        assertThat(sets).extracting(RuleUpdate::revision).containsExactly(2L);
        assertThat(sets.get(0).files()).hasSize(2);
    }

    private void manifest(long revision, RulePart... parts) throws Exception {
        send(
                RuleManifest.KEY,
                RuleManifest.of(revision, List.of(parts), "test", "", Feed.START)
                        .json());
    }

    private void part(RulePart part) throws Exception {
        send(part.key(), part.json());
    }

    private void send(String key, String value) throws Exception {
        harness.processElement(new KeyedMessage(key, value), 0);
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AssembleBundleFunction<>(RuleUpdate::of)), r -> 0, Types.INT, 1, 1, 0);
        harness.setup();
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
    }
}
