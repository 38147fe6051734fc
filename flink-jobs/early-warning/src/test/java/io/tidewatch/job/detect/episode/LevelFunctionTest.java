package io.tidewatch.job.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Severity;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LevelFunctionTest {
    private static final long T = RuleTexts.START;
    private static final String LEVELS = "    levels: together\n";
    private static final RuleUpdate RULES = RuleTexts.set(
            1,
            RuleTexts.surge("Region") + LEVELS,
            RuleTexts.surge("Nation").replace("[issue, region]", "[issue]") + LEVELS,
            RuleTexts.match("Alone"));
    private static final String ISSUE = "logistics.transit_delay";

    private KeyedBroadcastOperatorTestHarness<String, Alert, RuleUpdate, Alert> harness;

    @BeforeEach
    void begin() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldJudgeTheAlertsOfOneInstantTogether() throws Exception {
        // given
        harness.processElement(nation(1, AlertStatus.FIRING), T);
        harness.processElement(region(1, AlertStatus.FIRING), T);
        List<Alert> early = Operators.drain(harness);
        // when
        Operators.watermark(harness, T);
        // then
        assertThat(early).isEmpty();
        assertThat(Operators.drain(harness))
                .extracting(Alert::id, Alert::partOf, Alert::severity)
                .containsExactly(tuple("region", null, Severity.WARNING), tuple("nation", "region", Severity.INFO));
    }

    @Test
    void shouldLetAlertsOfOtherRulesPassAsTheyAre() throws Exception {
        // given
        Alert alone = region(1, AlertStatus.FIRING).toBuilder().rule("Alone").build();
        // when
        harness.processElement(alone, T);
        // then
        assertThat(Operators.drain(harness)).containsExactly(alone);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldTellWhatIsLeftAfterARestoreAndForgetWhatHasEnded() throws Exception {
        // given
        harness.processElement(nation(1, AlertStatus.FIRING), T);
        harness.processElement(region(1, AlertStatus.FIRING), T);
        Operators.watermark(harness, T);
        OperatorSubtaskState open = harness.snapshot(1, 1);
        harness.close();
        // when
        open(open);
        harness.processElement(region(2, AlertStatus.RESOLVED), T + 60_000);
        Operators.watermark(harness, T + 60_000);
        List<Alert> told = Operators.drain(harness);
        harness.processElement(nation(2, AlertStatus.RESOLVED), T + 120_000);
        Operators.watermark(harness, T + 120_000);
        // then
        assertThat(told).extracting(Alert::id).containsExactly("region", "nation");
        assertThat(told.get(1))
                .extracting(Alert::severity, Alert::partOf, Alert::revision)
                .containsExactly(Severity.WARNING, null, 2);
        assertThat(Operators.drain(harness)).extracting(Alert::revision).containsExactly(3);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldRepeatWhatItSaidOfAnAlertThatIsRepeated() throws Exception {
        // given
        harness.processElement(nation(1, AlertStatus.FIRING), T);
        harness.processElement(region(1, AlertStatus.FIRING), T);
        Operators.watermark(harness, T);
        List<Alert> first = Operators.drain(harness);
        // when
        harness.processElement(nation(1, AlertStatus.FIRING), T + 1);
        Operators.watermark(harness, T + 1);
        // then
        assertThat(Operators.drain(harness)).containsExactly(first.get(1));
    }

    private void open(OperatorSubtaskState from) throws Exception {
        harness = Operators.open(
                new LevelFunction(DetectSettings.backtest(RULES, T, T + Feed.DAY)), Alert::incident, from);
    }

    private static Alert nation(int revision, AlertStatus status) {
        return alert("nation", "Nation", new Group(List.of("issue"), List.of(ISSUE)), revision, status);
    }

    private static Alert region(int revision, AlertStatus status) {
        return alert("region", "Region", new Group(List.of("issue", "region"), List.of(ISSUE, "浙江")), revision, status);
    }

    private static Alert alert(String id, String rule, Group group, int revision, AlertStatus status) {
        return Alert.builder(id, "f" + id, ISSUE, rule, AlertKind.SURGE, Severity.WARNING, group)
                .revision(revision)
                .status(status)
                .startsAt(T)
                .firedAt(T)
                .value(AlertValue.builder().originals(140).expected(40.0).build())
                .evidence(Evidence.NONE.withShares(List.of(new LevelShare("region", "浙江", 0.78, 0.11, 0.9))))
                .build();
    }
}
