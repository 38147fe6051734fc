package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.time.LocalClock;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What customers take back in a recording, through all operators. */
class RetractionsTest {
    private static final RuleUpdate RULES = new RuleUpdate(1, Map.of("a.yaml", """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - {alert: Any, kind: threshold, where: 'complaint', by: [issue], window: 10m, severities: {warning: {originals: '>= 5'}}}
            """), Map.of());

    @TempDir
    Path dir;

    @Test
    void shouldShowNoWordsThatWereDeletedOrChangedInTheFile() throws Exception {
        // given
        Feed feed = new Feed(1).complaints("logistics.transit_delay", "浙江", Feed.START, Feed.START + Feed.HOUR, 100);
        Alert before = run(feed, "before.jsonl").get(0);
        String deleted = before.evidence().samples().get(0).id();
        String changed = before.evidence().samples().get(1).id();
        List<AnnotatedFeedback> said = List.copyOf(feed.messages);
        for (AnnotatedFeedback m : said) {
            String id = m.feedback().id();
            if (id.equals(deleted)) {
                feed.messages.add(again(m, "delete", ""));
            } else if (id.equals(changed)) {
                feed.messages.add(again(m, "update", "已经解决，谢谢"));
            }
        }

        // when
        Alert after = run(feed, "after.jsonl").get(0);

        // then
        assertThat(before.evidence().samples()).hasSizeGreaterThan(2);
        assertThat(AlertJson.write(after)).doesNotContain('"' + deleted + '"', '"' + changed + '"');
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(Backtest.lastOf(
                        Backtest.revisions(dir.resolve("after.jsonl"), RULES, null, 1, LocalClock.DEFAULT_ZONE)
                                .iterator()))
                .first()
                .isEqualTo(after);
    }

    private List<Alert> run(Feed feed, String file) throws Exception {
        return Backtest.run(feed.write(dir.resolve(file)), RULES, null, 2);
    }

    private static AnnotatedFeedback again(AnnotatedFeedback m, String op, String text) {
        Feedback f = m.feedback();
        return m.toBuilder()
                .feedback(f.toBuilder()
                        .op(op)
                        .text(text)
                        .opTime(f.eventTime() + 2 * Feed.HOUR)
                        .build())
                .build();
    }
}
