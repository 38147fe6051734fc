package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.job.metric.HeardBurst;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.rule.Rule;
import io.tidewatch.time.LocalClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static final long DAY = 86_400_000;
    private static final long NOW = 1_800_000_000_000L;
    private static final LocalClock CLOCK = LocalClock.of(LocalClock.DEFAULT_ZONE);

    private static final List<HeardBurst> BURSTS = List.of(
            new HeardBurst("IssueSurge", 600_000, 137, hours(47, 47, 48)),
            new HeardBurst("IssueSurge", 3_600_000, 137, hours(7, 6, 14)),
            new HeardBurst("NationwideSurge", 3_600_000, 30, hours(40, 20, 60)));

    @Test
    void shouldSayHowSmallABurstIsHeardAndHowThatDiffersByHour() throws IOException {
        Hearing hearing = after(20);

        assertThat(hearing.of(rule("IssueSurge"), NOW, CLOCK))
                .isEqualTo("hears 47 people in 10m, 7 in 1h (quiet hours 23–06: 6, busiest 20–21: 14)");
        assertThat(hearing.of(rule("SourceSilent"), NOW, CLOCK)).isEmpty();
        assertThat(hearing.of(rule("IssueDrift"), NOW, CLOCK)).isEmpty();
    }

    @Test
    void shouldSayWhatARuleWouldHearInAGroupThatItHasNeverHeardOf() throws IOException {
        assertThat(after(20).of(rule("SafetySurge"), NOW, CLOCK))
                .matches("would hear \\d+ people in 1h, \\d+ in 6h in a group never heard before");
        assertThat(after(0).of(rule("SafetySurge"), NOW, CLOCK)).isEmpty();
        assertThat(new Hearing(rules(), BURSTS, Map.of("SafetySurge", 3L), learnt(20))
                        .of(rule("SafetySurge"), NOW, CLOCK))
                .as("what it follows has not been looked at")
                .isEmpty();
    }

    @Test
    void shouldSayInTwoLinesWhatCanBeHeardAndWhatCannotYet() throws IOException {
        assertThat(after(3).lines())
                .containsExactly(
                        "a burst of 47 people in 10m, 7 in 1h (quiet hours 23–06: 6, busiest 20–21: 14)"
                                + " in a typical group of IssueSurge",
                        "slow growth (IssueDrift learns 3 of 5 days)");
        assertThat(after(5).lines()).hasSize(1);
    }

    @Test
    void shouldSayOnTheFirstDayThatHardlyAnythingIsKnown() throws IOException {
        assertThat(new Hearing(rules(), List.of(), Map.of(), learnt(0)).lines())
                .containsExactly(
                        "how small a burst is not known yet",
                        "what is small (IssueSurge and 2 more learn 0 of 2 days), slow growth (IssueDrift learns 0 of 5"
                                + " days), silence (SourceSilent learns 0 of 2 days)");
    }

    private static Hearing after(int days) throws IOException {
        return new Hearing(rules(), BURSTS, Map.of("IssueSurge", 137L, "NationwideSurge", 30L), learnt(days));
    }

    private static LearntDays learnt(int days) {
        return new LearntDays(new RuleHistory(List.of()), NOW - days * DAY, NOW);
    }

    private static Rule rule(String name) throws IOException {
        return rules().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<Rule> rules() throws IOException {
        Path shipped = Path.of(Checkouts.root().toString(), "alert-rules", "rules", "shipped.yaml");
        return LiveRuleTexts.rules(Files.readString(shipped));
    }

    /** At night from eleven to six, at eight in the evening, and else. */
    private static List<Integer> hours(int people, int night, int evening) {
        List<Integer> hours = new ArrayList<>(Collections.nCopies(24, people));
        for (int h = 0; h < 6; h++) {
            hours.set(h, night);
        }
        hours.set(23, night);
        hours.set(20, evening);
        return hours;
    }
}
