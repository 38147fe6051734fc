package io.tidewatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestedRulesTest {

    @Test
    void shouldFindATestForEveryShippedRule() throws IOException {
        // given
        Problems problems = new Problems();
        String tests = Files.readString(Path.of("tests/shipped.yaml"));
        String shipped = Fixtures.resource("/tidewatch/rules/shipped.yaml");

        // when
        Set<String> tested = TestedRules.in(Map.of("shipped.yaml", tests), problems);

        // then
        problems.throwIfErrors();
        Surroundings surroundings = new Surroundings(Fixtures.TAXONOMY, Set.of(), null, tested, Set.of());
        assertThat(RuleCheck.of(Map.of("shipped.yaml", shipped), surroundings, true)
                        .lines())
                .isEmpty();
    }
}
