package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.cli.Progress;
import io.tidewatch.rule.Rule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SuspensionNewsTest {
    private static final List<Rule> LIVE = LiveRuleTexts.rules("""
            apiVersion: tidewatch/v1
            groups:
            - name: test
              owner: voc-team
              rules:
              - alert: Dear
                kind: threshold
                where: complaint
                window: 10m
                severities: {warning: {originals: '>= 5'}}
                limits: {cpu: 20%}
            """);

    private final StringWriter said = new StringWriter();
    private final SuspensionNews news = new SuspensionNews(new Progress(new PrintWriter(said)));

    @Test
    void shouldSayOnceThatARuleIsSuspendedAndThatItGoesOn() {
        news.look(LIVE, Map.of());
        news.look(LIVE, Map.of("Dear", 60L));
        news.look(LIVE, Map.of("Dear", 59L));
        assertThat(said.toString())
                .isEqualTo(
                        "SUSPENDED: Dear takes more than its limits.cpu (20% of a core); it hears nothing for 60 min,"
                                + " its open alerts end as lost; tell voc-team\n");
        said.getBuffer().setLength(0);

        news.look(LIVE, Map.of());
        assertThat(said.toString()).as("gauges may be missing for a moment").isEmpty();
        news.look(LIVE, Map.of());

        assertThat(said.toString()).isEqualTo("goes on: Dear was suspended\n");
        news.look(LIVE, Map.of());
        news.look(LIVE, Map.of("Dear", 60L));
        assertThat(said.toString()).contains("SUSPENDED: Dear");
    }

    @Test
    void shouldNotSayThatARuleGoesOnThatIsGone() {
        news.look(LIVE, Map.of("Dear", 60L));
        said.getBuffer().setLength(0);

        for (int i = 0; i < 3; i++) {
            news.look(List.of(), Map.of());
        }

        assertThat(said.toString()).isEmpty();
    }
}
