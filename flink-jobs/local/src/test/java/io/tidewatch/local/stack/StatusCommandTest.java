package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
    @Test
    void shouldNameTheOriginThatIsSteadilyLateAndSayByHowMuch() {
        assertThat(StatusCommand.lateOrigins(Map.of("tidewatch.feedback.survey-3", 450L)))
                .containsExactly("late origin    tidewatch.feedback.survey-3              steadily 7m30s late,"
                        + " event time does not wait for it");
        assertThat(StatusCommand.lateOrigins(Map.of("tidewatch.feedback.survey-0", 150L)))
                .containsExactly("late origin    tidewatch.feedback.survey-0              steadily 2m30s late,"
                        + " event time waits 2m for it at most");
        assertThat(StatusCommand.lateOrigins(Map.of())).isEmpty();
    }

    @Test
    void shouldSayWhatIsHeardAndWhatNotYet() {
        assertThat(StatusCommand.heard(
                        List.of("a burst of 6 people in 1h", "silence (SourceSilent learns 1 of 2 days)")))
                .containsExactly(
                        "hears          a burst of 6 people in 1h",
                        "not yet        silence (SourceSilent learns 1 of 2 days)");
    }

    @Test
    void shouldNameTheRuleThatIsSuspended() {
        assertThat(StatusCommand.suspendedRules(Map.of("Dear", 42L)))
                .containsExactly(
                        "suspended rule Dear                                     over its limits.cpu, for 42 more min");
        assertThat(StatusCommand.suspendedRules(Map.of())).isEmpty();
    }
}
