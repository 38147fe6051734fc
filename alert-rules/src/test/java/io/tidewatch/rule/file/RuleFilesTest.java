package io.tidewatch.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Severity;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.cel.EpisodeCondition;
import io.tidewatch.rule.cel.RuleFixtures;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RuleFilesTest {

    private static RuleSet read(String text) {
        Problems problems = new Problems();
        RuleSet set = RuleFiles.read(Map.of("test.yaml", text), RuleFixtures.TAXONOMY, problems);
        problems.throwIfErrors();
        return set;
    }

    private static String rule(String... lines) {
        return "apiVersion: tidewatch/v1\ngroups:\n- name: g\n  rules:\n  - " + String.join("\n    ", lines) + "\n";
    }

    @Test
    void shouldReadShippedRules() {
        // given
        String shipped = RuleFixtures.resource("/tidewatch/rules/shipped.yaml");

        // when
        RuleSet set = read(shipped);

        // then
        Rule surge = set.rule("IssueSurge");
        assertThat(surge.kind()).isEqualTo(AlertKind.SURGE);
        assertThat(surge.series().where()).isEqualTo("complaint");
        assertThat(surge.series().by()).containsExactly("issue", "region");
        assertThat(surge.windowMs()).isEqualTo(600_000);
        assertThat(surge.forMs()).isEqualTo(60_000);
        assertThat(surge.intervalMs()).isEqualTo(30_000);
        assertThat(surge.latenessMs()).isEqualTo(120_000);
        assertThat(surge.severities())
                .extracting(SeverityLevel::severity)
                .containsExactly(Severity.WARNING, Severity.CRITICAL);
        assertThat(surge.severities().get(0).conditions())
                .containsExactly(
                        new Condition(Metric.SURPRISE, Operator.AT_LEAST, 6),
                        new Condition(Metric.RATIO, Operator.AT_LEAST, 3),
                        new Condition(Metric.ORIGINALS, Operator.AT_LEAST, 6),
                        new Condition(Metric.AUTHORS, Operator.AT_LEAST, 5));
        assertThat(surge.windows()).containsExactly(600_000L, 3_600_000L, 21_600_000L, 86_400_000L, 259_200_000L);
        assertThat(surge.recover())
                .isEqualTo(new Recover(List.of(new Condition(Metric.RATIO, Operator.BELOW, 3)), 600_000));
        Rule safety = set.rule("SafetyComplaint");
        assertThat(safety.kind()).isEqualTo(AlertKind.MATCH);
        assertThat(safety.keepFiringMs()).isEqualTo(3_600_000);
        assertThat(safety.where().test(RuleFixtures.delay())).isFalse();
        assertThat(safety.severities().get(0).holds(m -> Double.NaN)).isTrue();
    }

    @Test
    void shouldKeepVersionWhenOnlyFormattingChanges() {
        // given
        String plain = rule(
                "alert: A",
                "kind: surge",
                "where: complaint&&region==\"浙江\"",
                "window: 10m",
                "severities: {warning: {originals: '>= 30', ratio: '>= 2'}}");
        String formatted = rule(
                "alert: A # a comment",
                "kind: surge",
                "where: 'complaint  &&  region == ''浙江'''",
                "window: 600s",
                "for: 0s",
                "severities:",
                "  warning: {ratio: '>=2.0', originals: '>=30'}");

        // when
        Rule a = read(plain).rules().get(0);
        Rule b = read(formatted).rules().get(0);

        // then
        assertThat(b.version()).isEqualTo(a.version()).hasSize(16);
        assertThat(b.structure()).isEqualTo(a.structure());
        assertThat(b.series()).isEqualTo(a.series());
    }

    @Test
    void shouldKeepStructureAndSeriesWhenThresholdChanges() {
        // given
        String[] lines = {"alert: A", "kind: surge", "where: complaint", "window: 10m", ""};
        lines[4] = "severities: {warning: {originals: '>= 30'}}";
        Rule before = read(rule(lines)).rules().get(0);
        lines[4] = "severities: {warning: {originals: '>= 31'}}";

        // when
        Rule after = read(rule(lines)).rules().get(0);

        // then
        assertThat(after.version()).isNotEqualTo(before.version());
        assertThat(after.structure()).isEqualTo(before.structure());
        assertThat(after.series().hash()).isEqualTo(before.series().hash());
    }

    @Test
    void shouldKeepStructureAndSeriesWhenBudgetChanges() {
        // given
        String[] lines = {
            "alert: A",
            "kind: surge",
            "where: complaint",
            "window: 10m",
            "severities: {warning: {originals: '>= 30'}}",
            ""
        };
        Rule none = read(rule(lines)).rules().get(0);
        lines[5] = "budget: 5/day";
        Rule five = read(rule(lines)).rules().get(0);
        lines[5] = "budget: 6/day";

        // when
        Rule six = read(rule(lines)).rules().get(0);

        // then
        assertThat(six.version()).isNotEqualTo(five.version()).isNotEqualTo(none.version());
        assertThat(six.structure()).isEqualTo(five.structure()).isEqualTo(none.structure());
        assertThat(six.series().hash())
                .isEqualTo(five.series().hash())
                .isEqualTo(none.series().hash());
    }

    @Test
    void shouldWarnWhenABudgetHasNothingToHold() {
        // given
        String info = rule(
                "alert: A",
                "kind: match",
                "where: complaint",
                "severities: {info: {}}",
                "budget: 5/day",
                "owner: desk");
        Problems problems = new Problems();

        // when
        RuleFiles.read(Map.of("test.yaml", info), RuleFixtures.TAXONOMY, problems);

        // then
        assertThat(problems.list())
                .extracting(Problem::message)
                .contains("nothing to hold: no severity of this rule is above info");
    }

    @Test
    void shouldShareSeriesBetweenKinds() {
        // given
        String text = rule(
                        "alert: A",
                        "kind: surge",
                        "where: complaint",
                        "by: [region]",
                        "window: 10m",
                        "severities: {warning: {originals: '>= 30'}}")
                + "  - alert: B\n    kind: threshold\n    where: ' complaint'\n    by: [region]\n    window: 1h\n"
                + "    severities: {info: {posts: '>= 100', reach: '> 10'}}\n";

        // when
        RuleSet set = read(text);

        // then
        assertThat(set.rule("B").series()).isEqualTo(set.rule("A").series());
        assertThat(set.rule("B").structure()).isNotEqualTo(set.rule("A").structure());
    }

    @Test
    void shouldFillDefaultsOfRecover() {
        // given
        String surge = rule("alert: A", "kind: spike", "window: 10m", "severities: {warning: {originals: '>= 30'}}");
        String threshold = rule(
                "alert: A",
                "kind: threshold",
                "window: 10m",
                "severities: {critical: {posts: '>= 400'}, info: {posts: '>= 100', originals: '> 20'}}");
        String shift = rule(
                "alert: A",
                "kind: shift",
                "window: 1h",
                "share: label == 'negative'",
                "severities: {warning: {delta_points: '>= 10', originals: '>= 100'}}");

        // when / then
        assertThat(read(surge).rules().get(0).recover())
                .isEqualTo(new Recover(List.of(new Condition(Metric.SCORE, Operator.BELOW, 0)), 1_800_000));
        assertThat(read(threshold).rules().get(0).recover())
                .isEqualTo(new Recover(
                        List.of(
                                new Condition(Metric.POSTS, Operator.BELOW, 75),
                                new Condition(Metric.ORIGINALS, Operator.BELOW, 15)),
                        0));
        assertThat(read(shift).rules().get(0).recover())
                .isEqualTo(new Recover(List.of(new Condition(Metric.DELTA_POINTS, Operator.BELOW, 5)), 1_800_000));
    }

    @Test
    void shouldReadAllElevenKinds() {
        // given
        String all = RuleFixtures.resource("/rules/all-kinds.yaml");

        // when
        RuleSet set = read(all);

        // then
        assertThat(set.rules()).extracting(Rule::kind).containsAll(AlertKind.ofRules());
        SequenceSpec sequence = (SequenceSpec) set.rule("GoesPublic").spec();
        assertThat(sequence.withinMs()).isEqualTo(86_400_000);
        assertThat(sequence.skip()).isEqualTo(SequenceSpec.Skip.NEXT);
        assertThat(sequence.steps()).extracting(Step::name).containsExactly("asks", "again", "answered", "posts");
        assertThat(sequence.steps().get(1).times()).isEqualTo(2);
        assertThat(sequence.steps().get(2).absent()).isTrue();
        assertThat(sequence.steps().get(3).strict()).isTrue();
        assertThat(((RepeatSpec) set.rule("Reopened").spec()).afterClose()).isTrue();
        assertThat(((NewTermSpec) set.rule("NewComplaintTerm").spec()).backgroundMs())
                .isEqualTo(2_592_000_000L);
        assertThat(set.rule("NewComplaintTerm").levelOf(m -> m == Metric.FDR ? 0.01 : 50))
                .isNotNull();
        EpisodeCondition when = ((CompositeSpec) set.rule("CrossChannelCrisis").spec()).when();
        assertThat(when.members()).containsExactly("DelaySurge", "PostsFlood");
        assertThat(when.test((rule, severity) -> true)).isTrue();
        assertThat(when.test((rule, severity) -> severity != Severity.CRITICAL)).isFalse();
        Rule delay = set.rule("DelaySurge");
        assertThat(delay.fixedIssue()).isEqualTo("logistics.transit_delay");
        assertThat(delay.owner()).isEqualTo("logistics-oncall");
        assertThat(delay.labels()).containsEntry("team", "logistics");
        assertThat(delay.maxSeries()).isEqualTo(500);
        assertThat(delay.maxAlerts()).isEqualTo(50);
        assertThat(delay.budget()).isEqualTo(20);
        assertThat(delay.maxCpu()).isEqualTo(.2);
        assertThat(set.rule("PaymentSpike").maxCpu()).isInfinite();
        assertThat(set.rule("PaymentSpike").budget()).isEqualTo(Rule.Limits.UNLIMITED);
        assertThat(delay.summary().en()).contains("{{value.ratio}}");
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        // given
        String text = rule(
                "alert: A",
                "kind: surge",
                "where: 'complain && sentimnt < 0'",
                "by: [isue]",
                "widow: 10m",
                "severities: {warning: {ratoi: '>= 2'}, urgent: {}}");
        Problems problems = new Problems();

        // when
        RuleFiles.read(Map.of("test.yaml", text), RuleFixtures.TAXONOMY, problems);

        // then
        assertThat(problems.list())
                .extracting(Object::toString)
                .anySatisfy(p -> assertThat(p).contains("'complain', did you mean 'complaint'?"))
                .anySatisfy(p -> assertThat(p).contains("'sentimnt', did you mean 'sentiment'?"))
                .anySatisfy(p -> assertThat(p).contains("'isue', did you mean 'issue'?"))
                .anySatisfy(p -> assertThat(p).contains("'widow', did you mean 'window'?"))
                .anySatisfy(p -> assertThat(p).contains("'ratoi', did you mean 'ratio'?"))
                .anySatisfy(p -> assertThat(p).contains("unknown severity 'urgent'"))
                .anySatisfy(p -> assertThat(p).contains("missing field 'window'"));
    }

    @Test
    void shouldReportProblemsAndNeverThrowWhenFileIsDamaged() {
        // given
        Random random = new Random(5);
        String good = RuleFixtures.resource("/rules/all-kinds.yaml");
        String[] tokens = {
            "",
            ":",
            "{}",
            "[]",
            "null",
            "''",
            "'",
            "\"",
            "- ",
            "no",
            "0s",
            "-1",
            "{a: [b]}",
            "&a",
            "*a",
            "#",
            "\n",
            "    ",
            "9".repeat(30)
        };
        int withErrors = 0;

        for (int i = 0; i < 300; i++) {
            // when
            StringBuilder text = new StringBuilder(good);
            for (int n = random.nextInt(3); n >= 0; n--) {
                int at = random.nextInt(text.length());
                int to = Math.min(text.length(), at + random.nextInt(12));
                text.replace(at, to, tokens[random.nextInt(tokens.length)]);
            }
            Problems problems = new Problems();
            RuleSet set = RuleFiles.read(Map.of("a.yaml", text.toString()), RuleFixtures.TAXONOMY, problems);

            // then
            assertThat(set).isNotNull();
            assertThat(problems.list())
                    .allMatch(p ->
                            p.line() >= 1 && p.column() >= 1 && !p.message().isBlank());
            withErrors += problems.hasErrors() ? 1 : 0;
        }
        assertThat(withErrors).isGreaterThan(150);
    }

    @Test
    void shouldPassShippedRulesWithShippedTaxonomyWhenStrict() {
        String shipped = RuleFixtures.resource("/tidewatch/rules/shipped.yaml");
        RuleCheck check =
                RuleCheck.of(Map.of("shipped.yaml", shipped), RuleReferences.of(TaxonomyFiles.packaged()), true);
        assertThat(check.lines()).isEmpty();
    }
}
