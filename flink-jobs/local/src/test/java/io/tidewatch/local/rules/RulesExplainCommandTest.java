package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.local.Tidewatch;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** On one recording: 40 posts in 10 minutes from 20:00, 8 calls in the ten minutes from 20:30, and one customer by name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesExplainCommandTest {
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: g
              rules:
              - {alert: Posts, kind: threshold, where: 'complaint && channel == "social"', by: [region], window: 5m,
                 severities: {warning: {originals: '>= 10'}}, recover: {originals: '< 5', hold: 1m}}
              - {alert: Calls, kind: threshold, where: 'complaint && channel == "phone"', by: [region], window: 10m,
                 severities: {info: {originals: '>= 3'}, warning: {originals: '>= 100'}}}
              - {alert: Both, kind: composite, by: [region], within: WITHIN, when: 'firing("Posts", "warning") && firing("Calls")',
                 severities: {critical: {}}}
              - {alert: Loud, kind: composite, by: [region], within: 1h, when: 'firing("Posts") && firing("Calls", "warning")',
                 severities: {critical: {}}}
              - alert: GoesPublic
                kind: sequence
                where: complaint
                by: [customer]
                within: 30m
                limits: {max_series: 100}
                steps:
                - {name: called, where: 'channel == "phone"'}
                - {name: posted, where: 'channel == "social"'}
                severities: {info: {}}
              - {alert: Again, kind: repeat, where: complaint, by: [customer], window: 1h, times: 2, limits: {max_series: 100},
                 severities: {info: {}, warning: {orders: '>= 2'}}}
              - {alert: Few, kind: threshold, where: complaint, by: [region, channel], window: 10m, limits: {max_series: 1},
                 severities: {info: {originals: '>= 500'}}}
              - {alert: Loudest, kind: match, where: complaint, by: [region], severities: {info: {reach: '>= 1000'}}}
              - {alert: Word, kind: new_term, where: complaint, by: [region], window: 5m, background: 1h,
                 severities: {info: {originals: '>= 500', lift: '>= 5'}}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private final List<JsonNode> alerts = new ArrayList<>();

    private Path directory = Path.of("");

    private Path recording = Path.of("");
    private Path rules = Path.of("");

    @BeforeAll
    void record(@TempDir Path shared) throws IOException {
        directory = shared;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            lines.append(message(i, i / 4, i % 4 * 15, "social", "u" + i));
        }
        for (int i = 40; i < 48; i++) {
            lines.append(message(i, 30 + i - 40, 0, "phone", "u" + i));
        }
        lines.append(message(50, 40, 0, "phone", "li")).append(message(51, 55, 0, "social", "li"));
        lines.append(message(52, 56, 0, "phone", "wu"));
        recording = Files.writeString(directory.resolve("a.jsonl"), lines);
        rules = Files.writeString(directory.resolve("rules.yaml"), RULES.replace("WITHIN", "1h"));
        run("backtest", "--rules", rules.toString(), "--in", recording.toString());
        for (String line : out.toString().lines().toList()) {
            alerts.add(Json.tree(line));
        }
    }

    private static String message(int i, int minute, int second, String channel, String customer) {
        return String.format(
                "{\"id\":\"a:%d\",\"source\":\"a\",\"channel\":\"%s\",\"event_time\":\"2026-11-11T20:%02d:%02d+08:00\","
                        + "\"text\":\"第%d个快递五天没动静了\",\"author\":{\"id\":\"%s\",\"followers\":20},"
                        + "\"customer\":{\"id\":\"%s\",\"region\":\"浙江\"}}%n",
                i, channel, minute, second, i, customer, customer);
    }

    @Test
    void shouldNameTheMembersOfACompositesAlert() {
        // when
        String id = alertOf("Both").path("id").asText();
        explain(id);

        // then
        assertThat(out.toString())
                .contains("Both · region=浙江", "fired      at 2026-11-11T20:32:30+08:00")
                .contains("critical when firing(\"Posts\", \"warning\") && firing(\"Calls\")")
                .containsPattern(
                        "(?s)held     firing\\(\"Posts\", \"warning\"\\)\\s+[0-9a-f]{16} warning · region=浙江: fired at"
                                + " 2026-11-11T20:02:30\\+08:00, over at 2026-11-11T20:\\d\\d:\\d\\d\\+08:00, within counts it still;"
                                + " originals \\d+")
                .containsPattern("(?s)held     firing\\(\"Calls\"\\)\\s+[0-9a-f]{16} info · .*fired at"
                        + " 2026-11-11T20:32:30\\+08:00, open then")
                .contains(
                        "within     1h", "Calls (threshold, version ", "info originals >= 3; warning originals >= 100")
                .contains("rules explain " + alertOf("Posts").path("id").asText() + "  (Posts)")
                .doesNotContain("not held");
    }

    @Test
    void shouldSayHowFarApartTheMembersOfACompositeAreThatDoesNotFire() throws IOException {
        // given
        Path sooner = Files.writeString(directory.resolve("sooner.yaml"), RULES.replace("WITHIN", "10m"));

        // when
        whyNot(sooner, "Both", "region=浙江", "2026-11-11T20:35:00+08:00");

        // then
        assertThat(out.toString())
                .contains("not firing no alert is open at 2026-11-11T20:35:00+08:00")
                .contains(
                        "when       does not hold",
                        "not held firing(\"Posts\", \"warning\")",
                        "held     firing(\"Calls\")")
                .containsPattern("the last one before, [0-9a-f]{16} warning · region=浙江, was over at"
                        + " 2026-11-11T20:1\\d:\\d\\d\\+08:00: 2\\d?m\\d*s? before, 1\\d?m\\d*s? longer than within")
                .contains("nearest    firing(\"Posts\", \"warning\") is missing\n");
    }

    @Test
    void shouldNameTheIdsThatStandForMany() throws IOException {
        // given: a shop's own account for all its buyers, from whom one at a time would be one person
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            lines.append(message(i, i / 20, i % 20 * 3, "social", "u" + i)
                    .replace("\"author\":{\"id\":\"u" + i + "\"", "\"author\":{\"id\":\"the shop\""));
        }
        Path shop = Files.writeString(directory.resolve("shop.jsonl"), lines);

        // when
        run(
                "rules",
                "explain",
                "--rules",
                rules.toString(),
                "--in",
                shop.toString(),
                "--rule",
                "Loudest",
                "--group",
                "region=浙江",
                "--at",
                "2026-11-11T20:40:00+08:00");

        // then
        assertThat(out.toString())
                .containsPattern(
                        "shared ids Author [0-9A-F]{4} of source a stands for many: 2\\d\\d of 2\\d\\d messages \\(100%\\)"
                                + " in the 24h before 2026-11-11T20:1\\d:00\\+08:00, with 20 or more customers or orders behind it;"
                                + " taken as missing since 2026-11-11T20:1\\d:00\\+08:00")
                .doesNotContain("the shop");
    }

    @Test
    void shouldSayThatAMemberIsNotSevereEnough() {
        whyNot("Loud", "region=浙江", "2026-11-11T20:35:00+08:00");

        assertThat(out.toString())
                .contains("not held firing(\"Calls\", \"warning\")", " info · region=浙江: fired at")
                .contains("too low: wanted warning or worse");
    }

    @Test
    void shouldSayWhereElseAMemberFired() {
        whyNot("Both", "region=四川", "2026-11-11T20:35:00+08:00");

        assertThat(out.toString())
                .contains("never in this group, in what is known; elsewhere: region=浙江")
                .contains("firing(\"Posts\", \"warning\") is missing and firing(\"Calls\") is missing");
    }

    @Test
    void shouldShowTheStepsOfASequence() throws IOException {
        // when
        JsonNode alert = alertOf("GoesPublic");
        explain(alert.path("id").asText());

        // then
        assertThat(out.toString())
                .contains("step       'called', 1 message with channel == \"phone\": 1 message")
                .contains("2026-11-11T20:40:00+08:00 第50个快递五天没动静了")
                .contains("within     15m from the first to the last message shown, wanted less than 30m");

        // when
        String customer = alert.path("group").path("customer").asText();
        whyNot("GoesPublic", "customer=" + customer, "2026-11-11T20:50:00+08:00");

        // then
        assertThat(out.toString())
                .contains("the next one, " + alert.path("id").asText() + ", fired 5m later")
                .contains("'called', 1 message with channel == \"phone\": reached")
                .contains("'posted', 1 message with channel == \"social\": missing")
                .contains("nearest    'posted' is missing; it may still come before 2026-11-11T21:10:00+08:00");

        // when
        Path shorter = Files.writeString(
                directory.resolve("shorter.yaml"), RULES.replace("WITHIN", "1h").replace("within: 30m", "within: 10m"));
        whyNot(shorter, "GoesPublic", "customer=" + customer, "2026-11-11T20:56:00+08:00");

        // then
        assertThat(out.toString()).contains("nearest    all steps came, but in 15m, wanted less than 10m: 5m too slow");
    }

    @Test
    void shouldCountWhatIsMissingOfARepeat() {
        // given
        JsonNode alert = alertOf("Again");

        // when
        explain(alert.path("id").asText());

        // then
        assertThat(out.toString())
                .contains(
                        "info       holds, it has no condition",
                        "warning    not reached by then: orders is 0, needs >= 2")
                .contains("2 messages of this group in the 1h before 2026-11-11T20:55:00+08:00, wanted 2:");

        // when
        whyNot("Again", "customer=" + alert.path("group").path("customer").asText(), "2026-11-11T20:50:00+08:00");

        // then
        assertThat(out.toString()).contains("nearest    1 message of 2: 1 is missing");
    }

    @Test
    void shouldSayByHowMuchOneMessageOrAWordMissed() {
        // when
        whyNot("Loudest", "region=浙江", "2026-11-11T20:35:00+08:00");

        // then
        assertThat(out.toString())
                .contains("info       not reached, nearest at")
                .contains("reach is 20, needs >= 1000");

        // when
        whyNot("Word", "region=浙江", "2026-11-11T20:35:00+08:00");

        // then
        assertThat(out.toString())
                .contains("background 40 messages in words of their own, counted for 35m")
                .containsPattern("originals is \\d+, needs >= 500|none has become more frequent");
    }

    @Test
    void shouldSayHowUsualASingleMessageIs() throws IOException {
        // given: a call every other day
        StringBuilder lines = new StringBuilder();
        for (int day = 1; day <= 11; day += 2) {
            lines.append(call(day, day, 10));
        }
        Path calls = Files.writeString(directory.resolve("every-other-day.jsonl"), lines);
        Path rare = Files.writeString(directory.resolve("rare.yaml"), """
                apiVersion: tidewatch/v1
                groups:
                - name: rare
                  rules:
                  - {alert: Rare, kind: match, where: complaint, by: [region], keep_firing_for: 1h,
                     severities: {info: {}, warning: {surprise: '>= 1'}}}
                """);

        // when
        out.getBuffer().setLength(0);
        run(
                "rules",
                "explain",
                "--rules",
                rare.toString(),
                "--in",
                calls.toString(),
                "--rule",
                "Rare",
                "--group",
                "region=浙江",
                "--at",
                "2026-11-10T08:00:00+08:00");

        // then
        assertThat(out.toString())
                .contains("info       holds for the message of 2026-11-09T10:")
                .contains("warning    not reached, nearest at 2026-11-09T10:")
                .contains("surprise is 0.81, needs >= 1")
                .contains("usual      of the 28 days before, 4 had such a message");
    }

    @Test
    void shouldLookForTheNearestMissInEachWindowAndCountThePeopleThatItLacks() throws IOException {
        // given: a call a day for ten days, then four in three hours
        StringBuilder lines = new StringBuilder();
        for (int day = 1; day <= 10; day++) {
            lines.append(call(day, day, 10));
        }
        for (int hour = 18; hour <= 21; hour++) {
            lines.append(call(hour, 11, hour));
        }
        Path calls = Files.writeString(directory.resolve("calls.jsonl"), lines);
        Path swell = Files.writeString(directory.resolve("swell.yaml"), """
                apiVersion: tidewatch/v1
                groups:
                - name: g
                  rules:
                  - alert: Swell
                    kind: surge
                    where: complaint
                    by: [region]
                    window: 10m
                    windows: [1h, 6h]
                    severities: {warning: {surprise: '>= 6', originals: '>= 3'}}
                    recover: {ratio: '< 2', hold: 10m}
                """);

        // when
        out.getBuffer().setLength(0);
        run(
                "rules",
                "explain",
                "--rule",
                "Swell",
                "--group",
                "region=浙江",
                "--at",
                "2026-11-11T21:30:00+08:00",
                "--rules",
                swell.toString(),
                "--in",
                calls.toString());

        // then
        assertThat(out.toString())
                .contains("over any of 10m, 1h, 6h, looked at every", "expected   ratio surprise")
                .containsPattern(
                        "nearest    2026-11-11T21:\\d\\d:\\d\\d\\+08:00, warning over 6h: surprise is [1-5]\\.\\d+")
                .containsPattern("\\s4 of ([5-9]|1\\d) people needed in 6h to surprise so much")
                .contains("holds: originals is 4, wanted >= 3", "are usual in 6h at that hour", "in the 6h before");
    }

    private static String call(int i, int day, int hour) {
        return String.format(
                "{\"id\":\"c:%d:%d\",\"source\":\"c\",\"channel\":\"phone\",\"event_time\":\"2026-11-%02dT%02d:00:07+08:00\","
                        + "\"text\":\"第%d个快递五天没动静了\",\"customer\":{\"id\":\"c%d\",\"region\":\"浙江\"}}%n",
                day, hour, day, hour, i, i);
    }

    private JsonNode alertOf(String rule) {
        List<JsonNode> found = alerts.stream()
                .filter(a -> a.path("rule").asText().equals(rule))
                .toList();
        assertThat(found).as(rule).hasSize(1);
        return found.get(0);
    }

    @Test
    void shouldSayThatARuleFollowsFewerGroupsThanThereAre() {
        // when
        whyNot("Few", "region=浙江,channel=phone", "2026-11-11T20:35:00+08:00");

        // then
        assertThat(out.toString())
                .contains(
                        "limit      messages of 2 groups are as the rule wants them, and it follows at most 1 at a time"
                                + " (max_series): those of which least is known are dropped first");

        // when
        whyNot("Loudest", "region=浙江", "2026-11-11T20:35:00+08:00");

        // then
        assertThat(out.toString()).doesNotContain("limit ");
    }

    @Test
    void shouldSayTimesByTheClockOfTheZoneThatIsGiven() {
        // when
        String id = alertOf("Both").path("id").asText();
        out.getBuffer().setLength(0);
        run(
                "rules",
                "explain",
                id,
                "--rules",
                rules.toString(),
                "--in",
                recording.toString(),
                "--timezone",
                "Asia/Kolkata");

        // then
        assertThat(out.toString())
                .contains("Both · region=浙江", "fired      at 2026-11-11T18:02:30+05:30")
                .doesNotContain("+08:00");
    }

    private void explain(String id) {
        out.getBuffer().setLength(0);
        run("rules", "explain", id, "--rules", rules.toString(), "--in", recording.toString());
    }

    private void whyNot(String rule, String group, String at) {
        whyNot(rules, rule, group, at);
    }

    private void whyNot(Path from, String rule, String group, String at) {
        out.getBuffer().setLength(0);
        String in = recording.toString();
        run("rules", "explain", "--rules", from.toString(), "--in", in, "--rule", rule, "--group", group, "--at", at);
    }

    private void run(String... arguments) {
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute(arguments)).as(err.toString()).isZero();
    }
}
