package io.tidewatch.dashboard.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssueTableTest {
    @Test
    void shouldRankByTheHourAndKeepTheRestTogether() {
        // given
        Map<String, Long> hour = Map.of("a", 10L, "b", 60L, "c", 30L, "d", 0L, "e", 10L);

        // when
        IssueTable table = IssueTable.of(Map.of("b", 20L), hour, Map.of("b", 290L, "c", 40L), null, 2);

        // then
        assertThat(table.rows()).extracting(IssueTable.Row::issue).containsExactly("b", "c");
        assertThat(table.total()).isEqualTo(110);
        assertThat(table.restCount()).isEqualTo(20);
        assertThat(table.restIssues()).isEqualTo(2);
        assertThat(table.rows().get(0).usual()).isEqualTo(10.0);
        assertThat(table.rows().get(0).change()).isEqualTo(5.0);
        assertThat(table.rows().get(0).trend()).isEqualTo(1);
        assertThat(table.rows().get(1).change())
                .as("usual below %s", IssueTable.MIN_USUAL)
                .isNull();
    }

    @Test
    void shouldCountMessagesInTheTotalAndOpinionsPerIssue() {
        IssueTable table = IssueTable.of(Map.of(), Map.of("a", 2L, "b", 1L), Map.of(), 2L, 1);

        assertThat(table.total()).isEqualTo(2);
        assertThat(table.rows().get(0).share()).isEqualTo(1.0);
        assertThat(table.restCount()).isEqualTo(1);
    }

    @Test
    void shouldNotCallItZeroWhenTheDayIsNotKnown() {
        assertThat(IssueTable.of(Map.of(), Map.of("a", 50L), Map.of(), null, 5)
                        .rows()
                        .get(0))
                .extracting(IssueTable.Row::usual, IssueTable.Row::change)
                .containsExactly(null, null);
    }

    @ParameterizedTest
    @CsvSource({"10,60,1", "5,60,0", "0,60,-1", "7,60,0", "9,11,0", "0,12,0"})
    void shouldShowTheTrendOnlyBeyondNoise(long fiveMinutes, long hour, int expected) {
        assertThat(IssueTable.trend(fiveMinutes, hour)).isEqualTo(expected);
    }
}
