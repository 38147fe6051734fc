package io.tidewatch.rule.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Severity;
import io.tidewatch.rule.cel.EpisodeCondition.Term;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpisodeConditionTest {
    private static final Map<String, Severity> OPEN = Map.of("A", Severity.WARNING, "B", Severity.INFO);

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
                firing("A", "critical") && firing("B") => firing("A", "critical")
                firing("C") && firing("D") => firing("C") firing("D")
                firing("C") || firing("D") => firing("C"); firing("D")
                firing("A") && !firing("B") => firing("B")
                firing("A") && (firing("C") || firing("D") && firing("E")) => firing("C")
                firing("A") ? firing("C") : firing("D") => firing("C")
                firing("C") && firing("C", "critical") => firing("C") firing("C", "critical")
                firing("A") && firing("B") => ''
                """)
    void shouldNameTheFewestTermsThatStandInTheWay(String when, String expected) throws InvalidExpressionException {
        EpisodeCondition condition = EpisodeCondition.compile(when);

        List<Set<Term>> found = condition.fewestChanges(EpisodeConditionTest::firing);

        assertThat(String.join(
                        "; ",
                        found.stream()
                                .map(set -> String.join(
                                        " ", set.stream().map(Term::toString).toList()))
                                .toList()))
                .isEqualTo(expected);
    }

    @Test
    void shouldListEachTermOnce() throws InvalidExpressionException {
        EpisodeCondition condition =
                EpisodeCondition.compile("firing('A') && (!firing('B', \"warning\") || firing(\"A\", 'info'))");

        assertThat(condition.terms()).containsExactly(new Term("A", Severity.INFO), new Term("B", Severity.WARNING));
        assertThat(condition.members()).containsExactly("A", "B");
    }

    private static boolean firing(String rule, Severity least) {
        return OPEN.containsKey(rule) && OPEN.get(rule).compareTo(least) >= 0;
    }
}
