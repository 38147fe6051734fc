package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RulesCommandTest {
    private static final String RULE = "apiVersion: tidewatch/v1\n"
            + "groups:\n"
            + "- name: g\n"
            + "  rules:\n"
            + "  - alert: Swell\n"
            + "    kind: surge\n"
            + "    where: complaint\n"
            + "    by: [issue, region]\n"
            + "    window: 10m\n"
            + "    severities: {warning: {sensitivity: normal, ratio: '>= 2', originals: '>= 30'}}\n"
            + "    recover: {ratio: '< 3', hold: 10m}\n";

    private static final String COUNT = "apiVersion: tidewatch/v1\n"
            + "groups:\n"
            + "- name: g\n"
            + "  rules:\n"
            + "  - {alert: Count, kind: threshold, where: complaint, by: [region], window: 10m, for: 1m,\n"
            + "     severities: {warning: {originals: '>= 30'}, critical: {originals: '>= 300'}}}\n";

    private static final String TEST = "rule_files: [rules/swell.yaml]\n"
            + "notify_file: notify.yaml\n"
            + "tests:\n"
            + "- name: a surge is notified once\n"
            + "  baseline: [{rule: Swell, group: {issue: logistics.transit_delay, region: 浙江}, expected: 6/10m}]\n"
            + "  input_events:\n"
            + "  - {at: 0s, every: 3s, times: 200, text: '快递{{n}}天没动静了', author: 'u{{n}}', region: 浙江省}\n"
            + "  - {at: 11m, event_time: 10m, times: 5, text: 快递迟迟没送到, author: 'late{{n}}', region: 浙江}\n"
            + "  FAULTS\n"
            + "  alert_rule_test:\n"
            + "  - eval_time: 11m30s\n"
            + "    alertname: Swell\n"
            + "    exp_alerts:\n"
            + "    - exp_labels: {severity: warning, issue: logistics.transit_delay, region: 浙江}\n"
            + "      exp_value: {originals: '>= 100', ratio: '> 10'}\n"
            + "  - {eval_time: 50m, alertname: Swell, exp_alerts: []}\n"
            + "  notification_test:\n"
            + "  - {eval_time: 11m, exp_notifications: [{receiver: oncall, status: firing, times: 1}]}\n"
            + "  - {eval_time: 50m, exp_notifications: [{receiver: oncall}, {receiver: oncall, status: resolved}]}\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"check", "test", "apply", "list", "explain", "schema"})
    void shouldShowAnExample(String command) {
        assertThat(run("rules", command, "--help")).isZero();
        assertThat(out.toString()).contains("Example", "./tidewatch rules " + command);
    }

    @Test
    void shouldPassShippedRulesWhenStrict() {
        // given
        Path shipped = Checkouts.root().resolve("alert-rules/rules");

        // when
        int exit = run("rules", "check", "--strict", "" + shipped);

        // then
        assertThat(out.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(err.toString()).contains(": 0 errors, 0 warnings");
    }

    @Test
    void shouldPrintAProblemPerLine() throws IOException {
        // given
        Path rule = Files.writeString(directory.resolve("a.yaml"), RULE.replace("ratio: '>= 2'", "ratoi: '>= 2'"));

        // when
        int exit = run("rules", "check", "" + rule);

        // then
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString().lines())
                .anyMatch(l -> l.startsWith(rule + ":10:") && l.endsWith("did you mean 'ratio'?"));
    }

    @Test
    void shouldGoOnAfterFilesThatCannotBeUsed() throws IOException {
        // given
        Files.writeString(directory.resolve("a.yaml"), RULE.replace("where: complaint", "where: complain"));
        Files.write(directory.resolve("b.yaml"), new byte[] {'a', (byte) 0xff, '\n'});
        Files.createDirectory(directory.resolve("c.yaml"));
        Files.writeString(directory.resolve("d.yaml"), "# filler\n".repeat(1_200_000));
        Files.writeString(
                directory.resolve("e.yaml"),
                RULE.replace("Swell", "Long").replace("complaint", "complaint" + " && complaint".repeat(80_000)));
        Path empty = Files.createDirectory(directory.resolve("empty"));

        // when
        int exit = run("rules", "check", "" + directory, "" + empty, directory + "/none.yaml");

        // then
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "a.yaml:7:",
                        "did you mean 'complaint'?",
                        "b.yaml:1:1: not UTF-8",
                        "c.yaml:1:1: a folder, expected a file",
                        "d.yaml:1:1: file has 10800000 characters, expected at most 4000000",
                        "e.yaml:7:12: groups[0].rules[0].where: expression has",
                        "empty:1:1: no *.yaml in this folder",
                        "none.yaml:1:1: no such file or folder");
    }

    @Test
    void shouldAskForOwnersPagesAndTestsWhenStrict() throws IOException {
        // given
        Path rule =
                Files.writeString(directory.resolve("a.yaml"), RULE.replace("  rules:", "  owner: nobody\n  rules:"));

        // when
        int lenient = run("rules", "check", "" + rule);
        int strict = run("rules", "check", "--strict", "" + rule);

        // then
        assertThat(lenient).as(out.toString()).isZero();
        assertThat(strict).isEqualTo(1);
        assertThat(out.toString()).contains("owner 'nobody' is not in notify.yaml", "no test expects Swell");
    }

    @Test
    void shouldCheckTheLeavesBesideTheRulesForOwnersAndKeywords() throws IOException {
        // given
        Path rules = Files.createDirectory(directory.resolve("rules"));
        Files.writeString(rules.resolve("a.yaml"), RULE);
        Files.copy(Checkouts.root().resolve("alert-rules/notify.yaml"), directory.resolve("notify.yaml"));
        Path taxonomy = Files.createDirectory(directory.resolve("taxonomy"));
        String leaf = """
                apiVersion: tidewatch/v1
                categories:
                - id: bags
                  name: {zh: 箱包, en: Bags}
                leaves:
                - id: bags.zip
                  name: {zh: 拉链, en: Zip}
                  need: 安全
                  severity: P3
                  cause: 供应商
                  touchpoint: product
                  owner: store-oncal
                  fallback: duty-manager
                  runbook: runbooks/quality.md
                  negative_only: true
                  keywords: [拉链坏]
                  examples: [拉链坏了, 又是拉链坏了]
                  counter_examples: [拉链好, 好拉链]
                """;
        Files.writeString(taxonomy.resolve("a.yaml"), leaf);
        Files.writeString(
                taxonomy.resolve("b.yaml"),
                leaf.replace("bags.zip", "bags.other").replace("store-oncal", "store-oncall"));

        // when
        int wrong = run("rules", "check", "" + rules);
        String said = out.toString();
        out.getBuffer().setLength(0);
        Files.writeString(taxonomy.resolve("a.yaml"), leaf.replace("store-oncal", "store-oncall"));
        int right = run("rules", "check", "" + rules);

        // then
        assertThat(wrong).isEqualTo(1);
        assertThat(said)
                .contains(
                        taxonomy.resolve("a.yaml") + ":12:10: leaves[0].owner: owner 'store-oncal' of leaf bags.zip is"
                                + " not in notify.yaml, did you mean 'store-oncall'?");
        assertThat(right).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains(taxonomy.resolve("b.yaml") + ":16:14: leaves[0].keywords[0]: warning: keyword '拉链坏' of leaf"
                        + " bags.other is also claimed by bags.zip at " + taxonomy.resolve("a.yaml")
                        + ":6: bags.other wins, it comes last");
    }

    @Test
    void shouldPlayTestsAlsoThroughAKilledTask() throws IOException {
        // given
        write(RULE, TEST.replace("FAULTS", "faults: [{at: 5m, kill: task}]"));

        // when
        int exit = run("rules", "test", directory + "/tests");

        // then
        assertThat(out.toString()).contains("ok ").doesNotContain("FAIL");
        assertThat(exit).isZero();
        assertThat(err.toString()).contains("1 test: 1 passed, 0 failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dingtalk|respond: {http: 200, errcode: 310000}",
                "dingtalk|respond: {http: 503}",
                "webhook|respond: {http: 429}"
            })
    void shouldNotifyOnceWhenAReceiverIsAwayForAWhile(String outage) throws IOException {
        // given
        String[] typeAndAnswer = outage.split("\\|");
        String away = "faults: [{at: 0s, for: 20m, receiver: oncall, " + typeAndAnswer[1] + "}]";
        String during = "  - {eval_time: 11m, exp_notifications: [{receiver: oncall, status: firing, times: 1}]}\n";

        // when
        write(RULE, TEST.replace("FAULTS", away));
        reachedBy(typeAndAnswer[0]);
        int expectedAtOnce = run("rules", "test", directory + "/tests/swell.yaml");
        write(RULE, TEST.replace("FAULTS", away).replace(during, "  - {eval_time: 19m, exp_notifications: []}\n"));
        reachedBy(typeAndAnswer[0]);
        String saidFirst = out.toString();
        int expectedLater = run("rules", "test", directory + "/tests/swell.yaml");

        // then
        assertThat(expectedAtOnce).isEqualTo(1);
        assertThat(saidFirst).contains("expected: oncall firing 1 times, actual: 0", "not delivered by then: 1");
        assertThat(expectedLater).as(out.toString()).isZero();
    }

    private void reachedBy(String type) throws IOException {
        Path notify = directory.resolve("notify.yaml");
        Files.writeString(
                notify, Files.readString(notify).replace("{type: console}", "{type: " + type + ", url: 'env:NOBODY'}"));
    }

    @Test
    void shouldSayWhereToLookWhenARuleIsBroken() throws IOException {
        // given
        write(RULE.replace(">= 30", ">= 3000"), TEST.replace("  FAULTS\n", ""));

        // when
        int exit = run("rules", "test", directory + "/tests/swell.yaml");

        // then
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "FAIL",
                        "swell.yaml:4: a surge is notified once",
                        "expected: one alert {severity=warning",
                        "actual:   no alert",
                        "warning misses: originals is",
                        "needs >= 3000",
                        "look at:",
                        "rules/swell.yaml:5 (Swell)",
                        "oncall firing 1 times, actual: 0");
    }

    @Test
    void shouldRunNothingWhenATestFileIsFaulty() throws IOException {
        // given
        write(RULE, TEST.replace("FAULTS", "fault: []").replace("alertname: Swell, exp", "alertname: Swel, exp"));

        // when
        int exit = run("rules", "test", directory + "/tests/swell.yaml");

        // then
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString()).contains("swell.yaml:9:3: tests[0].fault: unknown field", "did you mean 'faults'?");
        assertThat(err.toString()).contains("no test was run");
    }

    @Test
    void shouldPutTheDimensionsBesideTheRulesThatAreNamedIntoTheSchema() throws IOException {
        Files.writeString(directory.resolve("dimensions.yaml"), """
                apiVersion: tidewatch/dimensions/v1
                dimensions:
                - {name: shelf, zh: 货架, en: Shelf}
                """);
        Path rules = Files.createDirectories(directory.resolve("rules"));

        assertThat(run("rules", "schema", "--rules.dir", "" + rules))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("\"shelf\"").doesNotContain("\"warehouse\"");
    }

    @Test
    void shouldPlayInTheZoneThatIsGiven() throws IOException {
        Path rules = Files.writeString(directory.resolve("count.yaml"), COUNT);
        Path recording = Files.writeString(
                directory.resolve("a.jsonl"),
                "{\"id\":\"a:1\",\"source\":\"a\",\"event_time\":\"2026-11-11T20:00:00+01:00\",\"text\":\"慢\"}\n");

        assertThat(run("backtest", "--rules", "" + rules, "--in", "" + recording, "--timezone", "Europe/Berlin"))
                .as(err.toString())
                .isZero();
        assertThat(run("backtest", "--rules", "" + rules, "--in", "" + recording, "--timezone", "Berlin"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--timezone: 'Berlin', expected a time zone such as Asia/Shanghai, Europe/Berlin or +08:00");
        assertThat(run("rules", "test", "--timezone", "Berlin")).isEqualTo(2);
    }

    @Test
    void shouldExplainWhyARuleFiresAndWhyNotOnARecording() throws IOException {
        // given
        Path rules = Files.writeString(directory.resolve("count.yaml"), COUNT);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append(String.format(
                    "{\"id\":\"a:%d\",\"source\":\"a\",\"channel\":\"social\",\"event_time\":\"2026-11-11T20:%02d:%02d+08:00\","
                            + "\"text\":\"第%d个快递五天没动静了\\u001b[31m\",\"author\":{\"id\":\"u%d\"},\"customer\":{\"region\":\"%s\"}}%n",
                    i, i / 6, i % 6 * 10, i, i, i % 5 == 0 ? "四川" : "浙江"));
        }
        Path recording = Files.writeString(directory.resolve("a.jsonl"), lines);
        assertThat(run("backtest", "--rules", rules.toString(), "--in", recording.toString()))
                .isZero();
        String id = out.toString().substring(7, 23);
        out.getBuffer().setLength(0);

        // when
        int fired =
                run("rules", "explain", id.substring(0, 8), "--rules", rules.toString(), "--in", recording.toString());

        // then
        assertThat(fired).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("Count · region=浙江", "fired      at 2026-11-11T20:07:30+08:00, having held since")
                .contains("warning    holds at 2026-11-11T20:06:30+08:00: originals is 31, wanted >= 30")
                .contains("critical   not reached by then: originals is 36, needs >= 300")
                .contains("for        held from 2026-11-11T20:06:30+08:00, asked for 1m")
                .contains("第44个快递五天没动静了")
                .doesNotContain("\u001b");
        out.getBuffer().setLength(0);

        // when
        int notFired = run(
                "rules",
                "explain",
                "--rule",
                "Count",
                "--group",
                "region=四川",
                "--at",
                "2026-11-11T20:09:30+08:00",
                "--rules",
                rules.toString(),
                "--in",
                recording.toString());

        // then
        assertThat(notFired).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("not firing no alert is open at 2026-11-11T20:09:30+08:00")
                .contains("nearest    2026-11-11T20:09:30+08:00, warning: originals is 12, needs >= 30");
    }

    @Test
    void shouldSayWhatIsWrongWithAQuestion() throws IOException {
        Path rules = Files.writeString(directory.resolve("count.yaml"), COUNT);
        String[] from = {
            "--rules", rules.toString(), "--in", directory + "/none.jsonl", "--at", "2026-11-11T20:09:30+08:00"
        };
        assertThat(explain(from, "--rule", "Coun", "--group", "region=四川")).isEqualTo(1);
        assertThat(explain(from, "--rule", "Count", "--group", "city=成都")).isEqualTo(2);
        assertThat(explain(from, "--rule", "Count")).isEqualTo(2);
        assertThat(run("rules", "explain")).isEqualTo(2);
        assertThat(err.toString())
                .contains("no rule 'Coun', did you mean 'Count'?")
                .contains("--group: 'city=成都', expected region=…", "--group: '', expected region=…")
                .contains("expected the id of an alert, or --rule, --group and --at");
    }

    private int explain(String[] from, String... more) {
        List<String> all = new ArrayList<>(List.of("rules", "explain"));
        all.addAll(List.of(from));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private void write(String rule, String test) throws IOException {
        Files.createDirectories(directory.resolve("rules"));
        Files.createDirectories(directory.resolve("tests"));
        Files.writeString(directory.resolve("rules/swell.yaml"), rule);
        Files.writeString(directory.resolve("tests/swell.yaml"), test);
        Files.copy(
                Checkouts.root().resolve("alert-rules/notify.yaml"),
                directory.resolve("notify.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private int run(String... arguments) {
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
