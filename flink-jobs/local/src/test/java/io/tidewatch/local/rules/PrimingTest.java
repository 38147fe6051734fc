package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.stack.RuleHistory;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleManifest;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.time.WireTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which rules are to be taught, and since when they know what is usual. */
class PrimingTest {
    private static final long DAY = 86_400_000L;
    private static final long NOW = 1_800_000_000_000L;
    private static final String SURGE = rule("A", "surge", "[issue, region]", "10m");

    @Test
    void shouldTeachRulesThatCountSomethingNew() {
        RuleSet live = set(SURGE);

        assertThat(new Priming(live, set(SURGE)).isNeedless()).isTrue();
        assertThat(new Priming(live, set(rule("B", "spike", "[issue, region]", "10m"))).isNeedless())
                .as("the same messages by the same dimensions")
                .isTrue();
        assertThat(new Priming(live, set(SURGE, rule("C", "surge", "[issue, channel]", "10m"))).names())
                .containsExactly("C");
        assertThat(new Priming(live, set(SURGE, rule("D", "threshold", "[channel]", "10m"))).isNeedless())
                .as("a plain count has nothing to learn")
                .isTrue();
    }

    @Test
    void shouldTeachTheFirstDriftRuleOfASeriesAndNotTheSecond() {
        String drift = rule("E", "drift", "[issue, region]", "24h");

        assertThat(new Priming(set(SURGE), set(SURGE, drift)).names()).containsExactly("E");
        assertThat(new Priming(set(SURGE, drift), set(SURGE, drift.replace("alert: E", "alert: F"))).isNeedless())
                .isTrue();
    }

    @Test
    void shouldSayThatATaughtRuleKnowsSinceTheFirstMessageItWasTaught() {
        String added = rule("C", "surge", "[issue, channel]", "10m");
        RuleBundle first = bundle(1, NOW - 20 * DAY, List.of(), SURGE);
        Rule rule = set(added).rules().get(0);
        List<RulePart> primed =
                RulePart.of(RulePart.PRIMED, Map.of(rule.series().hash(), WireTime.print(NOW - 14 * DAY)));

        long untaught = new RuleHistory(List.of(first, bundle(2, NOW, List.of(), SURGE, added))).learnsSince(rule);
        long taught = new RuleHistory(List.of(first, bundle(2, NOW, primed, SURGE, added))).learnsSince(rule);
        long later = new RuleHistory(List.of(
                        first, bundle(2, NOW, primed, SURGE, added), bundle(3, NOW + DAY, List.of(), SURGE, added)))
                .learnsSince(rule);

        assertThat(untaught).isEqualTo(NOW);
        assertThat(taught).isEqualTo(NOW - 14 * DAY);
        assertThat(later).isEqualTo(taught);
    }

    private static String rule(String name, String kind, String by, String window) {
        return """
              - alert: %s
                kind: %s
                where: 'complaint'
                by: %s
                window: %s
                severities: {warning: {originals: '>= 30'}}
            """.formatted(name, kind, by, window);
    }

    private static RuleSet set(String... rules) {
        return bundle(1, 0, List.of(), rules).rules();
    }

    private static RuleBundle bundle(long revision, long at, List<RulePart> more, String... rules) {
        List<RulePart> parts = new ArrayList<>(RulePart.of(
                RulePart.RULES,
                Map.of(
                        "test.yaml",
                        "apiVersion: tidewatch/v1\ngroups:\n- name: test\n  rules:\n"
                                + String.join("", Arrays.asList(rules)))));
        parts.addAll(more);
        Map<String, String> values = new HashMap<>();
        parts.forEach(p -> values.put(p.key(), p.json()));
        return RuleBundle.assemble(RuleManifest.of(revision, parts, "li.wei", "", at), values::get)
                .complete()
                .orElseThrow();
    }
}
