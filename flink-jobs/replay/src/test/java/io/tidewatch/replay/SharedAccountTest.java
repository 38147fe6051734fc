package io.tidewatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Verification;
import io.tidewatch.job.detect.Feed;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.time.LocalClock;
import io.tidewatch.wire.AlertJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop's own account under which the messages of all its buyers arrive. */
class SharedAccountTest {
    private static final String DELAY = "logistics.transit_delay";
    private static final long ONSET = Feed.START + 14 * Feed.HOUR;
    private static final RuleUpdate RULES = new RuleUpdate(1, Map.of("test.yaml", """
            apiVersion: tidewatch/v1
            groups:
            - name: test
              rules:
              - alert: Crowd
                kind: surge
                where: complaint
                by: [issue, source]
                window: 10m
                severities: {warning: {sensitivity: normal, ratio: '>= 2', authors: '>= 400'}}
            """), Map.of());

    @TempDir
    private Path dir;

    private final Feed feed = new Feed(1);

    @Test
    void shouldSeePeopleBehindOneAccountWhoWriteOneLine() throws Exception {
        feed.complaints(DELAY, "浙江", Feed.START, Feed.START + 20 * Feed.HOUR, 200);
        for (int i = 0; i < 1_540; i++) {
            // a trickle over the day, then many within half an hour
            long time = i < 40 ? Feed.START + 20L * i * Feed.MINUTE : ONSET + (i - 40) * 1_200L;
            feed.from("shop").messages.add(message("shop", "buyer" + i, time));
            feed.from("store").messages.add(message("store", "store", time));
            feed.from("desk").messages.add(message("li", "li", time));
        }
        Path file = feed.sorted().shuffledWithin(60_000, 5).write(dir.resolve("shop.jsonl"));

        Backtest.Recording once = record(file, 1);
        Backtest.Recording twice = record(file, 2);

        assertThat(once.episodes())
                .as("not of a customer who writes by the thousand")
                .extracting(a -> a.group().get("source"))
                .containsExactlyInAnyOrder("shop", "store");
        assertThat(once.sharedIds())
                .extracting(id -> id.field() + " " + id.value())
                .containsOnly("AUTHOR shop", "AUTHOR store", "CUSTOMER store");
        assertThat(print(twice.episodes())).isEqualTo(print(once.episodes()));
        assertThat(twice.sharedIds()).hasSameElementsAs(once.sharedIds());
    }

    private static Backtest.Recording record(Path file, int parallelism) throws Exception {
        return Backtest.record(file, RULES, null, parallelism, LocalClock.DEFAULT_ZONE, "Crowd");
    }

    private static List<String> print(List<Alert> alerts) {
        return alerts.stream().map(AlertJson::write).toList();
    }

    private AnnotatedFeedback message(String author, String customer, long time) {
        AnnotatedFeedback m = feed.complaint(DELAY, "浙江", time, null);
        return m.toBuilder()
                .feedback(m.feedback().toBuilder()
                        .channel("im")
                        .text("物流停滞超过三天，请尽快处理")
                        .author(new Author(author, AuthorRole.CUSTOMER, null, 0, Verification.NONE))
                        .customer(new Customer(customer, "unknown", "浙江", null, null))
                        .orderId(
                                customer.equals("li")
                                        ? "lis"
                                        : "order of " + m.feedback().id())
                        .build())
                .voiceKey("line")
                .simhash(42)
                .build();
    }
}
