package io.tidewatch.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.rule.cel.RuleFixtures;
import io.tidewatch.yaml.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file under {@code rules/faulty} is named by its fault; its first line says where and what is to be reported. */
class FaultyRuleFilesTest {

    static Stream<String> files() throws IOException, URISyntaxException {
        Path folder =
                Path.of(FaultyRuleFilesTest.class.getResource("/rules/faulty").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(f -> f.getFileName().toString()).sorted().toList();
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldReportFaultAtItsLine(String name) {
        // given
        String text = RuleFixtures.resource("/rules/faulty/" + name);
        String expected = text.lines().findFirst().orElseThrow().substring("# line ".length());
        int line = Integer.parseInt(expected.substring(0, expected.indexOf(':')));
        String message = expected.substring(expected.indexOf(':') + 2);

        // when
        RuleCheck check = RuleCheck.of(Map.of(name, text), RuleReferences.of(RuleFixtures.TAXONOMY), false);

        // then
        List<Problem> errors =
                check.problems().stream().filter(p -> !p.warning()).toList();
        assertThat(errors).as("%s", check.lines()).hasSize(1);
        assertThat(errors.get(0).line()).as("%s", check.lines()).isEqualTo(line);
        assertThat(errors.get(0).message()).contains(message);
        assertThat(check.passed()).isFalse();
        assertThat(errors.get(0).toString()).startsWith(name + ":" + line + ":");
    }

    @Test
    void shouldRefuseHugeFileAtOnce() {
        // given
        String text = "apiVersion: tidewatch/v1\n" + "# filler\n".repeat(1_200_000);

        // when
        RuleCheck check = RuleCheck.of(Map.of("huge.yaml", text), RuleReferences.of(RuleFixtures.TAXONOMY), false);

        // then
        assertThat(check.lines()).hasSize(1).first().asString().contains("characters, expected at most 4000000");
    }

    @Test
    void shouldRefuseBombOfAliases() {
        // given
        StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(8) + "*a" + (i - 1) + "]\n");
        }

        // when
        RuleCheck check =
                RuleCheck.of(Map.of("bomb.yaml", text.toString()), RuleReferences.of(RuleFixtures.TAXONOMY), false);

        // then
        assertThat(check.lines()).containsExactly("bomb.yaml:1:1: not YAML: too many aliases, expected at most 50");
    }

    @Test
    void shouldRefuseDeepNesting() {
        // given
        String text = "groups: " + "[".repeat(100_000) + "]".repeat(100_000);

        // when
        RuleCheck check = RuleCheck.of(Map.of("deep.yaml", text), RuleReferences.of(RuleFixtures.TAXONOMY), false);

        // then
        assertThat(check.passed()).isFalse();
        assertThat(check.lines()).first().asString().contains("deep");
    }

    @Test
    void shouldWarnAndFailOnlyWhenStrict() {
        // given
        String text = "apiVersion: tidewatch/v1\ngroups:\n- name: g\n  rules:\n"
                + "  - {alert: A, kind: match, where: complaint, severities: {info: {}}}\n";
        RuleReferences references = new RuleReferences(
                RuleFixtures.TAXONOMY,
                java.util.Set.of(),
                java.util.Set.of(),
                java.util.Set.of(),
                null,
                0,
                DimensionFiles.packaged());

        // when
        RuleCheck lenient = RuleCheck.of(Map.of("a.yaml", text), references, false);
        RuleCheck strict = RuleCheck.of(Map.of("a.yaml", text), references, true);

        // then
        assertThat(lenient.passed()).isTrue();
        assertThat(lenient.lines())
                .containsExactlyInAnyOrder(
                        "a.yaml:5:5: groups[0].rules[0].owner: warning: no owner, expected one on the group or an issue to take it from",
                        "a.yaml:5:5: groups[0].rules[0].annotations.runbook: warning: no runbook",
                        "a.yaml:5:13: groups[0].rules[0].alert: warning: no test expects A");
        assertThat(strict.passed()).isFalse();
        assertThat(strict.errors()).isEqualTo(3);
        assertThat(strict.lines()).noneMatch(l -> l.contains("warning:"));
    }

    @Test
    void shouldPassShippedRulesWhenStrict() {
        // given
        String shipped = RuleFixtures.resource("/tidewatch/rules/shipped.yaml");

        // when
        RuleCheck check = RuleCheck.of(Map.of("shipped.yaml", shipped), RuleReferences.of(RuleFixtures.TAXONOMY), true);

        // then
        assertThat(check.lines()).isEmpty();
    }

    @Test
    void shouldPassRulesUsingEveryField() {
        String text = RuleFixtures.resource("/rules/all-kinds.yaml");
        RuleCheck check = RuleCheck.of(Map.of("a.yaml", text), RuleReferences.of(RuleFixtures.TAXONOMY), false);
        assertThat(check.lines()).noneMatch(l -> !l.contains("warning:"));
    }
}
