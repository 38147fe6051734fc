package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.rules.RuleFolder;
import io.tidewatch.rule.Rule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaisedAlertsTest {
    private static final long DAY = 86_400_000;

    @Test
    void shouldSayHowOftenARuleRingsBesideHowOftenItAsksTo() throws IOException {
        Map<String, Long> groups = new LinkedHashMap<>();
        groups.put("issue=logistics.transit_delay,region=浙江", 5L);
        groups.put("issue=other,region=广东", 2L);
        RaisedAlerts raised = new RaisedAlerts(Map.of("IssueDrift", new RaisedAlerts.Raised(14, groups)));

        assertThat(raised.inWords(rule("IssueDrift"), 100L, 40 * DAY))
                .isEqualTo(
                        "raised 14 alerts in 28 d, one in 200 days of a group (by chance it asks for one in 1,000), again and again:"
                                + " issue=logistics.transit_delay,region=浙江 5");
        assertThat(raised.inWords(rule("IssueDrift"), null, 40 * DAY)).isEqualTo("raised 14 alerts in 28 d");
        assertThat(raised.inWords(rule("IssueDrift"), 100L, DAY / 2)).isEmpty();
    }

    @Test
    void shouldSayOnlyHowOftenWhereARuleAsksForNoRate() throws IOException {
        RaisedAlerts raised = new RaisedAlerts(Map.of());

        assertThat(raised.inWords(rule("VipComplaint"), 100L, 3 * DAY)).isEqualTo("raised no alert in 3 d");
        assertThat(raised.inWords(rule("IssueSurge"), 100L, 3 * DAY))
                .isEqualTo("raised no alert in 3 d (by chance it asks for one in 200,000)");
    }

    @Test
    void shouldAskForTheRarestConditionOfTheSeverityThatIsMetMostOften() throws IOException {
        assertThat(RaisedAlerts.asked(
                        rule("Rule", "warning: {surprise: '>= 4', ratio: '>= 3'}, critical: {surprise: '>= 7'}")))
                .isCloseTo(1e-4, within(1e-9));
        assertThat(RaisedAlerts.asked(rule("Rule", "warning: {surprise: '>= 4', sensitivity: low}")))
                .isCloseTo(1e-4, within(1e-9));
        assertThat(RaisedAlerts.asked(rule("Rule", "warning: {sensitivity: normal}")))
                .isCloseTo(0.01, within(1e-9));
        assertThat(RaisedAlerts.asked(rule("Rule", "warning: {sensitivity: high}, critical: {originals: '>= 50'}")))
                .isNaN();
    }

    private static Rule rule(String name, String severities) {
        return LiveRuleTexts.rules("""
                        apiVersion: tidewatch/v1
                        groups:
                        - name: g
                          interval: 30s
                          rules:
                          - alert: %s
                            kind: surge
                            where: complaint
                            by: [region]
                            window: 1h
                            severities: {%s}
                            recover: {ratio: '< 2', hold: 30m}
                        """.formatted(name, severities)).get(0);
    }

    private static Rule rule(String name) throws IOException {
        return RuleFolder.read(Checkouts.root().resolve("alert-rules/rules")).values().stream()
                .flatMap(text -> LiveRuleTexts.rules(text).stream())
                .filter(r -> r.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
