package io.tidewatch.job.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeardBurstTest {
    @Test
    void shouldPackHoursThatAreAlikeAndReadThemBack() {
        List<HeardBurst> all =
                List.of(burst("IssueSurge", 600_000, 137, 6, 14), burst("IssueSurge", 3_600_000, 137, 6, 6));

        String text = HeardBurst.print(all);

        assertThat(text).isEqualTo("IssueSurge 600000 137 6x20,14,6x3;IssueSurge 3600000 137 6x24");
        assertThat(HeardBurst.together(List.of(text, ""))).isEqualTo(all);
    }

    @Test
    void shouldTakeTheMeanOfSubtasksByHowManyGroupsEachKnows() {
        String one = HeardBurst.print(List.of(burst("IssueSurge", 600_000, 30, 6, 10)));
        String other = HeardBurst.print(List.of(burst("IssueSurge", 600_000, 10, 10, 10)));

        assertThat(HeardBurst.together(List.of(one, other))).containsExactly(burst("IssueSurge", 600_000, 40, 7, 10));
    }

    /** @param evening people at eight in the evening */
    static HeardBurst burst(String rule, long windowMs, int groups, int people, int evening) {
        List<Integer> hours = new ArrayList<>(Collections.nCopies(24, people));
        hours.set(20, evening);
        return new HeardBurst(rule, windowMs, groups, hours);
    }
}
