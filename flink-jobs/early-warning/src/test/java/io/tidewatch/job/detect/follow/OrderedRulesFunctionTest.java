package io.tidewatch.job.detect.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.Operators;
import io.tidewatch.job.detect.RuleTexts;
import io.tidewatch.job.detect.limit.OtherKeysOperator;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.Rule;
import io.tidewatch.series.SeriesMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderedRulesFunctionTest {
    private static final long T = RuleTexts.START;
    private static final long MINUTE = Feed.MINUTE;
    private static final Group ONE = new Group(List.of("customer"), List.of("c1"));
    private static final String A = "{name: a, where: 'channel == \"im\"'}";
    private static final String B = "{name: b, where: 'channel == \"social\"'}";
    private static final String C = "{name: c, where: 'channel == \"phone\"'}";
    private static final String NOT_C = "{name: c, where: 'channel == \"phone\"', absent: true}";
    private static final RuleUpdate AB = sequence(1, "{warning: {}}", "", A, B);
    private static final RuleUpdate ACB = sequence(2, "{warning: {}}", "", A, C, B);

    private KeyedBroadcastOperatorTestHarness<String, RuleEvent, RuleUpdate, Signal> harness;
    private int said;

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void shouldReportTheMessagesByStepWhenTheyCameInOrder() throws Exception {
        open(AB, null);
        say(AB, 2, T + 2 * MINUTE, "second");
        say(AB, 1, T + MINUTE, "first");
        Operators.watermark(harness, T + 3 * MINUTE);

        List<Signal> signals = Operators.drain(harness);

        assertThat(signals).hasSize(1);
        assertThat(signals.get(0).group()).isEqualTo(ONE);
        assertThat(signals.get(0).reading().at()).isEqualTo(T + 2 * MINUTE);
        assertThat(signals.get(0).reading().evidence().samples())
                .extracting(EvidenceSample::step, EvidenceSample::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "first"),
                        org.assertj.core.groups.Tuple.tuple("b", "second"));
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldOrderMessagesOfOneInstantById() throws Exception {
        open(AB, null);
        harness.processElement(event(AB, 2, T, "x2", "b"), T);
        harness.processElement(event(AB, 1, T, "x1", "a"), T);
        Operators.watermark(harness, T);

        assertThat(Operators.drain(harness)).hasSize(1);
    }

    @Test
    void shouldDropOldPartialMatchesAndCompleteNewOnesWhenTheStructureChanges() throws Exception {
        open(AB, null);
        say(AB, 1, T, "old a");
        Operators.watermark(harness, T + MINUTE);

        harness.processBroadcastElement(ACB, 0);

        assertThat(Operators.stateEntries(harness)).describedAs("gone at once").isZero();
        say(AB, 2, T + 2 * MINUTE, "b, routed before the update");
        say(ACB, 1, T + 3 * MINUTE, "a");
        say(ACB, 4, T + 4 * MINUTE, "b too early");
        say(ACB, 2, T + 5 * MINUTE, "c");
        say(ACB, 4, T + 6 * MINUTE, "b");
        Operators.watermark(harness, T + 7 * MINUTE);
        assertThat(Operators.drain(harness))
                .singleElement()
                .satisfies(s -> assertThat(s.reading().evidence().samples())
                        .extracting(EvidenceSample::text)
                        .containsExactly("a", "c", "b"));
    }

    @Test
    void shouldKeepPartialMatchesWhenOnlySeverityLabelsOrTimeChange() throws Exception {
        open(AB, null);
        say(AB, 1, T, "a");
        Operators.watermark(harness, T + MINUTE);
        RuleUpdate edited = sequence(2, "{critical: {}}", "keep_firing_for: 3h\n    labels: {team: x}", A, B);

        harness.processBroadcastElement(edited, 0);
        say(edited, 2, T + 2 * MINUTE, "b");
        Operators.watermark(harness, T + 3 * MINUTE);

        assertThat(Operators.drain(harness))
                .singleElement()
                .satisfies(s -> assertThat(s.reading().level()).isEqualTo(io.tidewatch.alert.Severity.CRITICAL));
    }

    @Test
    void shouldWaitWhenAMessageWasRoutedByRulesThatHaveNotComeYet() throws Exception {
        open(AB, null);
        say(ACB, 1, T, "a");
        say(ACB, 2, T + MINUTE, "c");
        Operators.watermark(harness, T + 2 * MINUTE);

        harness.processBroadcastElement(ACB, 0);
        say(ACB, 4, T + 3 * MINUTE, "b");
        Operators.watermark(harness, T + 4 * MINUTE);

        assertThat(Operators.drain(harness)).hasSize(1);
    }

    @Test
    void shouldForgetEverythingWhenTheRuleIsDeleted() throws Exception {
        open(AB, null);
        say(AB, 1, T, "a");
        Operators.watermark(harness, T + MINUTE);
        say(AB, 1, T + 2 * MINUTE, "waits for the watermark");

        harness.processBroadcastElement(RuleTexts.set(2, RuleTexts.match("Other")), 0);
        Operators.watermark(harness, T + 3 * Feed.HOUR);

        assertThat(Operators.drain(harness)).isEmpty();
        assertThat(Operators.stateEntries(harness)).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void shouldCompleteAPartialMatchAfterARestoreAndForgetItWhenItsTimeIsOver() throws Exception {
        open(AB, null);
        say(AB, 1, T, "a");
        Operators.watermark(harness, T + MINUTE);
        OperatorSubtaskState middle = harness.snapshot(1, 1);
        harness.close();

        open(AB, middle);
        say(AB, 2, T + 2 * MINUTE, "b");
        Operators.watermark(harness, T + 3 * MINUTE);

        assertThat(Operators.drain(harness))
                .singleElement()
                .satisfies(s -> assertThat(s.reading().evidence().samples())
                        .extracting(EvidenceSample::text)
                        .containsExactly("a", "b"));
        harness.close();
        open(AB, middle);
        Operators.watermark(harness, T + 2 * Feed.HOUR);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldKeepAnUpdateAndPartialMatchesOverARescaling() throws Exception {
        open(AB, null);
        harness.processBroadcastElement(ACB, 0);
        for (int c = 0; c < 20; c++) {
            harness.processElement(event(ACB, 1, T, group(c), "a" + c, "a"), T);
        }
        Operators.watermark(harness, T + MINUTE);
        OperatorSubtaskState middle = harness.snapshot(1, 1);
        harness.close();
        harness = null;

        List<String> groups = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            OperatorSubtaskState part = AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    middle, Operators.MAX_PARALLELISM, 1, 2, subtask);
            try (KeyedBroadcastOperatorTestHarness<String, RuleEvent, RuleUpdate, Signal> h =
                    new KeyedBroadcastOperatorTestHarness<>(
                            new OtherKeysOperator<>(
                                    new OrderedRulesFunction(
                                            DetectSettings.live(AB, Feed.HOUR, DetectSettings.COUNT_HORIZON_MS)),
                                    List.of(LiveRules.STATE)),
                            RuleEvent::key,
                            Types.STRING,
                            Operators.MAX_PARALLELISM,
                            2,
                            subtask)) {
                h.setup();
                h.initializeState(part);
                h.open();
                for (int c = 0; c < 20; c++) {
                    RuleEvent second = event(ACB, 2, T + 2 * MINUTE, group(c), "c" + c, "c");
                    int owner = org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            second.key(), Operators.MAX_PARALLELISM, 2);
                    if (owner == subtask) {
                        h.processElement(second, T + 2 * MINUTE);
                        h.processElement(event(ACB, 4, T + 3 * MINUTE, group(c), "b" + c, "b"), T + 3 * MINUTE);
                    }
                }
                Operators.watermark(h, T + 4 * MINUTE);
                Operators.drain(h).forEach(s -> groups.add(s.group().values().get(0)));
            }
        }

        assertThat(groups).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void shouldReportAnAbsenceAtTheEndWhenItsTimeIsOverAndNotBefore() throws Exception {
        RuleUpdate absent = sequence(1, "{warning: {}}", "", A, NOT_C);
        open(absent, null);
        say(absent, 1, T, "a");
        Operators.watermark(harness, T + Feed.HOUR - 1);
        assertThat(Operators.drain(harness)).isEmpty();

        Operators.watermark(harness, T + Feed.HOUR);

        assertThat(Operators.drain(harness))
                .singleElement()
                .satisfies(s -> assertThat(s.reading().at()).isEqualTo(T + Feed.HOUR));
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldReportNothingWhenTheInputEndsBeforeAnAbsenceIsSure() throws Exception {
        RuleUpdate absent = sequence(1, "{warning: {}}", "", A, NOT_C);
        open(absent, null);
        say(absent, 1, T, "a");

        Operators.watermark(harness, Long.MAX_VALUE);

        assertThat(Operators.drain(harness)).isEmpty();
    }

    @Test
    void shouldReportAStrictAbsenceAtTheEndByTheNextMessageOrWhenItsTimeIsOver() throws Exception {
        RuleUpdate strict = sequence(1, "{warning: {}}", "", A, NOT_C.replace("true}", "true, contiguity: strict}"));
        open(strict, null);
        say(strict, 1, T, "a");
        say(strict, 0, T + MINUTE, "something else");
        Operators.watermark(harness, T + 2 * MINUTE);
        assertThat(Operators.drain(harness)).hasSize(1);

        say(strict, 1, T + 2 * Feed.HOUR, "a");
        say(strict, 2, T + 2 * Feed.HOUR + 1, "c");
        Operators.watermark(harness, T + 4 * Feed.HOUR);
        assertThat(Operators.drain(harness)).isEmpty();

        say(strict, 1, T + 5 * Feed.HOUR, "a");
        Operators.watermark(harness, T + 7 * Feed.HOUR);
        assertThat(Operators.drain(harness))
                .singleElement()
                .satisfies(s -> assertThat(s.reading().at()).isEqualTo(T + 6 * Feed.HOUR));
    }

    @Test
    void shouldDropThePartialMatchesThatBeganFirstWhenOneKeyHasTooMany() throws Exception {
        RuleUpdate every = sequence(1, "{warning: {}}", "skip: none", A, B);
        open(every, null);
        for (int i = 0; i < SequenceRule.MAX_PARTIAL + 100; i++) {
            say(every, 1, T + i, "a");
        }
        say(every, 2, T + MINUTE, "b");

        Operators.watermark(harness, T + MINUTE);

        List<Signal> signals = Operators.drain(harness);
        assertThat(signals).hasSizeBetween(SequenceRule.MAX_PARTIAL - 1, SequenceRule.MAX_PARTIAL);
        assertThat(signals).allMatch(s -> s.reading().breachSince() >= T + 99);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    @Test
    void shouldFollowNoMoreGroupsThanItsLimitOverARestore() throws Exception {
        RuleUpdate ab = sequence(1, "{warning: {}}", "skip: none", A, B);
        open(ab, null);
        for (int i = 0; i < 300; i++) {
            sayIn(ab, group(i), 1, T + i);
        }
        Operators.watermark(harness, T + MINUTE);
        OperatorSubtaskState full = harness.snapshot(1, 1);
        harness.close();

        open(ab, full);
        for (int i = 300; i < 600; i++) {
            sayIn(ab, group(i), 1, T + MINUTE + i);
        }
        for (int i = 0; i < 600; i++) {
            sayIn(ab, group(i), 2, T + 2 * MINUTE + i);
        }
        Operators.watermark(harness, T + 3 * MINUTE);

        assertThat(Operators.drain(harness).size()).isBetween(80, 100);
        Operators.watermark(harness, T + 2 * Feed.HOUR);
        assertThat(Operators.stateEntries(harness)).isZero();
    }

    private void sayIn(RuleUpdate by, Group group, int steps, long at) throws Exception {
        harness.processElement(event(by, steps, at, group, String.format("m%06d", said++), "a"), at);
    }

    private static RuleUpdate sequence(long revision, String severities, String more, String... steps) {
        return RuleTexts.set(revision, """
                  - alert: Seq
                    kind: sequence
                    by: [customer]
                    limits: {max_series: 100}
                    within: 1h
                    steps: [%s]
                    severities: %s
                    %s
                """.formatted(String.join(", ", steps), severities, more));
    }

    private static Group group(int n) {
        return new Group(List.of("customer"), List.of("c" + n));
    }

    private void say(RuleUpdate by, int steps, long at, String text) throws Exception {
        harness.processElement(event(by, steps, at, String.format("m%06d", said++), text), at);
    }

    private static RuleEvent event(RuleUpdate by, int steps, long at, String id, String text) {
        return event(by, steps, at, ONE, id, text);
    }

    private static RuleEvent event(RuleUpdate by, int steps, long at, Group group, String id, String text) {
        Rule rule = RuleTexts.rule(by, "Seq");
        return new RuleEvent(
                "Seq",
                rule.structure(),
                by.revision(),
                0,
                group,
                true,
                false,
                steps,
                "",
                3,
                SeriesMessage.builder(at, id)
                        .negative(true)
                        .author(7)
                        .followers(10)
                        .text(text)
                        .channel("im")
                        .source("weibo")
                        .keywords(List.of("没动"))
                        .build());
    }

    private void open(RuleUpdate rules, OperatorSubtaskState from) throws Exception {
        harness = Operators.open(
                new OtherKeysOperator<>(
                        new OrderedRulesFunction(
                                DetectSettings.live(rules, Feed.HOUR, DetectSettings.COUNT_HORIZON_MS)),
                        List.of(LiveRules.STATE)),
                RuleEvent::key,
                from);
    }
}
