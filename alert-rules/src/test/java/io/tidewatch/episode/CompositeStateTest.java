package io.tidewatch.episode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.cel.EpisodeCondition;
import io.tidewatch.time.ActiveTimes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompositeStateTest {
    private static final long MINUTE = 60_000;
    private static final long START = 1_800_000_000_000L;
    private static final Group GROUP = new Group(List.of("region"), List.of("浙江"));

    private Rule rule;

    @BeforeEach
    void compile() throws Exception {
        rule = new Rule(
                "Both",
                new Rule.Hashes("v", "s"),
                new Rule.Scope(new SeriesSpec("", List.of("region"), "h"), row -> true, null),
                new Rule.Timing(MINUTE, 0, 0, ActiveTimes.ALWAYS),
                Rule.Alerting.of(List.of(new SeverityLevel(Severity.CRITICAL, List.of()))),
                Rule.Limits.DEFAULT,
                new CompositeSpec(
                        30 * MINUTE, EpisodeCondition.compile("firing(\"Late\", \"warning\") && firing(\"Refund\")")));
    }

    @Test
    void shouldHoldWhileAllMembersAreOpenAndEndWithThem() {
        MemberAlert late = member("Late", Severity.WARNING, true, START);
        MemberAlert refund = member("Refund", Severity.INFO, true, START + MINUTE);

        CompositeState.Step one = look(new CompositeState(null), List.of(late), START);
        CompositeState.Step both = look(one.state(), List.of(late, refund), START + MINUTE);

        assertThat(one.signal()).isNull();
        assertThat(both.state().since()).isEqualTo(START + MINUTE);
        assertThat(both.next()).isEqualTo(CompositeState.NEVER);
        assertThat(both.signal().reading().level()).isEqualTo(Severity.CRITICAL);
        assertThat(both.signal().reading().value().posts()).isEqualTo(20);
        assertThat(both.signal().reading().evidence().samples())
                .extracting(EvidenceSample::id)
                .containsExactly("Late-m", "Refund-m");
    }

    @Test
    void shouldHoldWithWhatEndedLatelyButNotByThatAlone() {
        MemberAlert ended = member("Late", Severity.WARNING, false, START);
        MemberAlert refund = member("Refund", Severity.INFO, true, START + 20 * MINUTE);

        CompositeState.Step step = look(new CompositeState(null), List.of(ended, refund), START + 20 * MINUTE);
        assertThat(step.state().since()).isEqualTo(START + 20 * MINUTE);
        assertThat(step.next()).isEqualTo(START + 30 * MINUTE);

        CompositeState.Step over = look(
                step.state(),
                List.of(ended, member("Refund", Severity.INFO, false, START + 25 * MINUTE)),
                START + 25 * MINUTE);
        assertThat(over.state().since()).isNull();
        assertThat(over.signal().reading().level()).isNull();
        assertThat(over.signal().reading().recovered()).isTrue();
    }

    @Test
    void shouldNotRememberWhatEndedTooLongAgo() {
        MemberAlert ended = member("Late", Severity.WARNING, false, START);
        MemberAlert refund = member("Refund", Severity.INFO, true, START + 30 * MINUTE);

        CompositeState.Step step = look(new CompositeState(START), List.of(ended, refund), START + 30 * MINUTE);

        assertThat(step.over()).containsExactly(ended);
        assertThat(step.state().since()).isNull();
    }

    @Test
    void shouldAskForTheSeverityThatTheConditionNames() {
        MemberAlert refund = member("Refund", Severity.INFO, true, START);

        CompositeState.Step info =
                look(new CompositeState(null), List.of(member("Late", Severity.INFO, true, START), refund), START);
        CompositeState.Step critical = look(
                info.state(), List.of(member("Late", Severity.CRITICAL, true, START + MINUTE), refund), START + MINUTE);

        assertThat(info.signal()).isNull();
        assertThat(critical.state().since()).isEqualTo(START + MINUTE);
    }

    @Test
    void shouldSignalAChangeButNotEveryLook() {
        List<MemberAlert> known =
                List.of(member("Late", Severity.WARNING, true, START), member("Refund", Severity.INFO, true, START));
        CompositeState.Step first = look(new CompositeState(null), known, START);

        assertThat(first.state().look(rule, GROUP, known, START + MINUTE, false).signal())
                .isNull();
        assertThat(look(first.state(), known, START + MINUTE).signal().reading().breachSince())
                .isEqualTo(START);
    }

    private CompositeState.Step look(CompositeState state, List<MemberAlert> known, long at) {
        return state.look(rule, GROUP, known, at, true);
    }

    private static MemberAlert member(String name, Severity severity, boolean open, long at) {
        return new MemberAlert(
                "Both",
                "s",
                1,
                GROUP,
                name,
                name + "-episode",
                severity,
                open,
                at,
                AlertValue.builder()
                        .posts(10)
                        .originals(8)
                        .authors(7)
                        .reach(100)
                        .build(),
                new EvidenceSample(name + "-m", "文本", "social", "weibo", at),
                List.of(name + "词"),
                at,
                at);
    }
}
