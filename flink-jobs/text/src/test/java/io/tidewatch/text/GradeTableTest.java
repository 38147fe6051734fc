package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradeTableTest {
    private static final List<String> GRAVER = List.of("P4", "P3", "P2", "P1");

    private final GradeTable table = GradeTable.packaged();

    @Test
    void shouldRiseWithEveryInput() {
        // given
        Random random = new Random(11);
        for (int n = 0; n < 5_000; n++) {
            int severity = random.nextInt(4);
            double score = random.nextDouble() * 2 - 1;
            long followers = (long) Math.pow(10, random.nextDouble() * 7);
            String tier = random.nextBoolean() ? "vip" : "unknown";
            boolean danger = random.nextBoolean();
            // when
            int grade = table.grade(GRAVER.get(severity), score, followers, tier, danger);
            // then
            assertThat(grade).isBetween(1, 5);
            for (int worse = severity; worse < 4; worse++) {
                assertThat(table.grade(
                                GRAVER.get(worse),
                                score - random.nextDouble() * (score + 1),
                                followers * (1 + random.nextInt(100)),
                                tier.equals("vip") || random.nextBoolean() ? "vip" : "unknown",
                                danger || random.nextBoolean()))
                        .isGreaterThanOrEqualTo(grade);
            }
        }
    }

    @Test
    void shouldRefuseATableThatCouldLowerAGrade() {
        // given
        Problems problems = new Problems();
        // when
        GradeTable.read("g.yaml", """
                floor: {P1: 3, P2: 4, P3: 2, P4: 0, other: 2}
                sentiment:
                - {at_most: -0.9, add: -1}
                tier:
                - {nmaes: [vip], add: 1}
                danger: 9
                """, problems);
        // then
        assertThat(problems.list())
                .extracting(Problem::path)
                .contains("floor.P2", "floor.P4", "sentiment[0].add", "danger");
        assertThat(problems.list()).anyMatch(p -> p.message().contains("'nmaes'") && p.line() == 5);
    }

    @Test
    void shouldStartFromTheGravestIssueAndAddEachStep() {
        assertThat(table.grade("P3", -0.5, 10, "unknown", false)).isEqualTo(2);
        assertThat(table.grade("P3", -0.96, 10, "VIP", false)).isEqualTo(4);
        assertThat(table.grade("P4", -0.5, 200_000, "unknown", false)).isEqualTo(2);
        assertThat(table.grade("P4", -0.5, 10, "unknown", true)).isEqualTo(4);
        assertThat(table.grade("P1", -0.99, 200_000, "vip", true)).isEqualTo(5);
    }
}
