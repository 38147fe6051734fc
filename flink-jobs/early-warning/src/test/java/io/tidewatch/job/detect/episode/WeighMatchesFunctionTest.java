package io.tidewatch.job.detect.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.series.RuleReading;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeighMatchesFunctionTest {
    private static final long T = RuleTexts.START;
    private static final RuleUpdate RULES = RuleTexts.set(1, rule("{info: {}, warning: {surprise: '>= 1'}}"));
    private static final Group GROUP = new Group(List.of("issue"), List.of("food.foreign_object"));

    private KeyedBroadcastOperatorTestHarness<String, SingleMessage, RuleUpdate, Signal> harness;

    @BeforeEach
    void begin() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void shouldWarnOfOneWhereHardlyAnyIsUsualAndRecordItOnceTheyAre() throws Exception {
        for (int day = 0; day < 5; day++) {
            hear(T + day * Feed.DAY, 1);
        }

        assertThat(Operators.drain(harness))
                .extracting(s -> s.reading().level())
                .containsExactly(Severity.WARNING, Severity.WARNING, Severity.WARNING, Severity.INFO, Severity.INFO);
    }

    @Test
    void shouldTakeAllOfADayForOneWhateverTheirOrder() throws Exception {
        hear(T + 3 * Feed.DAY, 1);
        hear(T, 1); // late
        hear(T + 3 * Feed.DAY + 1, 1);
        hear(T + 4 * Feed.DAY, 1);

        assertThat(Operators.drain(harness))
                .extracting(s -> s.reading().value().surprise())
                .allSatisfy(surprise -> assertThat(surprise).isGreaterThan(1))
                .last()
                .satisfies(surprise -> assertThat(surprise).isCloseTo(Math.log10(29 / 2.5), within(1e-9)));
    }

    @Test
    void shouldKnowAgainAfterARestoreWhatIsUsualAndForgetItAfterAMonth() throws Exception {
        // given
        for (int day = 0; day < 4; day++) {
            hear(T + day * Feed.DAY, 1);
        }
        OperatorSubtaskState known = harness.snapshot(1, 1);
        Operators.drain(harness);
        harness.close();
        // when
        open(known);
        hear(T + 4 * Feed.DAY, 1);
        // then
        assertThat(Operators.drain(harness))
                .extracting(s -> s.reading().level())
                .containsExactly(Severity.INFO);
        Operators.watermark(harness, T + 40 * Feed.DAY);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldLookAtTheOtherConditionsTooAndSayNothingWhereNoneHolds() throws Exception {
        open(null, RuleTexts.set(1, rule("{warning: {surprise: '>= 1', grade: '>= 4'}, critical: {reach: '>= 100'}}")));
        hear(T, 3);
        hear(T + 1, 4);
        for (int day = 1; day < 9; day++) {
            hear(T + day * Feed.DAY, 3);
        }
        hear(T + 9 * Feed.DAY, 4);
        harness.processElement(message(T + 10 * Feed.DAY, 1, 100), T + 10 * Feed.DAY);
        Operators.watermark(harness, T + 10 * Feed.DAY);

        assertThat(Operators.drain(harness))
                .extracting(s -> s.reading().level())
                .containsExactly(Severity.WARNING, Severity.CRITICAL);
    }

    @Test
    void shouldWaitForTheWatermarkSoThatOrderDoesNotMatter() throws Exception {
        harness.processElement(message(T + 1, 1, 0), T + 1);
        harness.processElement(message(T, 1, 0), T);
        assertThat(Operators.drain(harness)).isEmpty();

        Operators.watermark(harness, T + 1);

        assertThat(Operators.drain(harness)).extracting(s -> s.reading().at()).containsExactly(T, T + 1);
    }

    private void hear(long at, int grade) throws Exception {
        harness.processElement(message(at, grade, 0), at);
        Operators.watermark(harness, at);
    }

    private void open(OperatorSubtaskState from) throws Exception {
        open(from, RULES);
    }

    private void open(OperatorSubtaskState from, RuleUpdate rules) throws Exception {
        harness = Operators.open(
                new WeighMatchesFunction(DetectSettings.backtest(rules, T, T + 50 * Feed.DAY)),
                m -> m.signal().matchKey(),
                from);
    }

    private static SingleMessage message(long at, int grade, long followers) {
        EvidenceSample sample = new EvidenceSample("m" + at, "吃出虫子了", "review", "shop", at);
        RuleReading reading = new RuleReading(
                "Single",
                at,
                null,
                at,
                false,
                AlertValue.builder()
                        .posts(1)
                        .originals(1)
                        .authors(1)
                        .reach(followers)
                        .build(),
                new Evidence(sample, List.of(sample), List.of(), List.of()),
                false,
                at,
                at);
        String structure = RuleTexts.rule(RULES, "Single").structure();
        return new SingleMessage(new Signal("Single", structure, GROUP, reading), grade, 0);
    }

    private static String rule(String severities) {
        return RuleTexts.match("Single").replace("[issue, region]", "[issue]").replace("{warning: {}}", severities);
    }
}
