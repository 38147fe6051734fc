package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Attached;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Lift;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Media;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes with messages, through all operators into the evidence of every kind of rule. */
class AttachedEvidenceTest {
    private static final Attached ATTACHED = new Attached(2, 1, "https://desk.example.com/t/77");

    private static final RuleUpdate RULES = new RuleUpdate(1, Map.of("a.yaml", """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - {alert: Counted, kind: threshold, where: 'complaint', by: [issue], window: 10m, severities: {warning: {originals: '>= 30'}},
                 evidence: {samples: 3, over_represented: [courier]}}
              - {alert: Single, kind: match, where: 'complaint && courier == "顺丰"', by: [issue], severities: {info: {}}}
            """), Map.of());

    @TempDir
    Path dir;

    @Test
    void shouldShowWhatCameWithAMessageAndNameTheDimensionsOfTheInstallation() throws Exception {
        // given: one courier for hours, then many complaints of another
        Feed feed =
                new Feed(1).complaints("logistics.transit_delay", "浙江", Feed.START, Feed.START + 6 * Feed.HOUR, 300);
        int before = feed.messages.size();
        feed.complaints(
                "logistics.transit_delay",
                "浙江",
                Feed.START + 6 * Feed.HOUR,
                Feed.START + 6 * Feed.HOUR + 20 * Feed.MINUTE,
                120);
        List<AnnotatedFeedback> plain = new ArrayList<>(feed.messages);
        feed.messages.clear();
        for (int i = 0; i < plain.size(); i++) {
            feed.messages.add(with(plain.get(i), i < before ? "申通" : "顺丰"));
        }

        // when
        List<Alert> alerts = Backtest.run(feed.write(dir.resolve("a.jsonl")), RULES, null, 2);

        // then
        assertThat(alerts).extracting(Alert::rule).containsOnly("Counted", "Single");
        assertThat(alerts)
                .allSatisfy(a -> assertThat(a.evidence().samples())
                        .isNotEmpty()
                        .extracting(EvidenceSample::attached)
                        .containsOnly(ATTACHED));
        assertThat(alerts)
                .filteredOn(a -> a.rule().equals("Counted"))
                .flatExtracting(a -> a.evidence().overRepresented())
                .extracting(Lift::name)
                .isNotEmpty()
                .containsOnly(new Bilingual("承运商", "Courier"));
    }

    private static AnnotatedFeedback with(AnnotatedFeedback m, String courier) {
        return m.toBuilder()
                .feedback(m.feedback().toBuilder()
                        .media(new Media(2, 1))
                        .link(ATTACHED.link())
                        .dims(Map.of("courier", courier))
                        .build())
                .build();
    }
}
