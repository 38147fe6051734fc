package io.tidewatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.config.InhibitRule;
import io.tidewatch.notify.config.Matcher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InhibitionTest {
    private static final List<InhibitRule> RULES = List.of(new InhibitRule(
            "critical explains the rest of its issue",
            List.of(Matcher.parse("severity=\"critical\"")),
            List.of(Matcher.parse("severity=~\"info|warning\"")),
            List.of("issue")));

    private final Inhibition inhibition = new Inhibition(RULES);
    private final List<String> notified = new ArrayList<>();

    @Test
    void shouldInhibitWhatIsExplainedUntilTheExplanationEnds() {
        accept(AlertFixtures.surge().episode("big").severity(Severity.CRITICAL).build());
        accept(AlertFixtures.surge().episode("small").region("江苏").build());
        assertThat(notified).containsExactly("浙江-big firing");
        assertThat(inhibition.muted()).extracting(Alert::id).containsExactly("江苏-small");

        accept(AlertFixtures.surge().episode("small").region("江苏").revision(2).build());
        accept(AlertFixtures.surge()
                .episode("big")
                .severity(Severity.CRITICAL)
                .revision(2)
                .resolved()
                .build());

        assertThat(notified).containsExactly("浙江-big firing", "浙江-big resolved", "江苏-small amended");
        assertThat(inhibition.muted()).isEmpty();
    }

    @Test
    void shouldPassOnToItsEndWhatWasPassedOnBefore() {
        accept(AlertFixtures.surge().episode("small").region("江苏").build());
        accept(AlertFixtures.surge().episode("big").severity(Severity.CRITICAL).build());
        accept(AlertFixtures.surge()
                .episode("small")
                .region("江苏")
                .revision(2)
                .resolved()
                .build());

        assertThat(notified).containsExactly("江苏-small firing", "浙江-big firing", "江苏-small resolved");
    }

    @Test
    void shouldForgetWhatBeganAndEndedWhileItWasExplained() {
        accept(AlertFixtures.surge().episode("big").severity(Severity.CRITICAL).build());
        accept(AlertFixtures.surge().episode("small").region("江苏").build());
        accept(AlertFixtures.surge()
                .episode("small")
                .region("江苏")
                .revision(2)
                .resolved()
                .build());
        accept(AlertFixtures.surge()
                .episode("big")
                .severity(Severity.CRITICAL)
                .revision(2)
                .resolved()
                .build());

        assertThat(notified).containsExactly("浙江-big firing", "浙江-big resolved");
    }

    private void accept(Alert a) {
        inhibition.accept(a).forEach(t -> notified.add(t.id() + " " + t.status().wire()));
    }
}
