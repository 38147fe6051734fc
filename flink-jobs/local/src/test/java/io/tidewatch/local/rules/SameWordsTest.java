package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Many customers, one sentence: that of a form, or of a service desk that writes it down. */
class SameWordsTest {
    private final StringWriter out = new StringWriter();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"包裹停在分拨中心已经四天，没有任何更新，麻烦尽快核实", "快递四天没更新"})
    void shouldWarnOfManyCustomersInTheSameWords(String line) throws Exception {
        Files.createDirectories(directory.resolve("tests"));
        Files.copy(Checkouts.root().resolve("alert-rules/rules/shipped.yaml"), directory.resolve("shipped.yaml"));
        Path test = Files.writeString(directory.resolve("tests/form.yaml"), """
                rule_files: [../shipped.yaml]
                tests:
                - name: 1500 tickets with one line
                  start_timestamp: '2026-11-11T10:00:00+08:00'
                  input_events:
                  - at: 0s
                    every: 1s
                    times: 1500
                    text: '%s'
                    author: 'u{{n}}'
                    customer: 'c{{n}}'
                    order: 'o{{n}}'
                    region: 浙江
                    channel: ticket
                    visibility: internal
                  alert_rule_test:
                  - eval_time: 25m
                    alertname: IssueSurge
                    exp_alerts: [{exp_labels: {severity: critical, region: 浙江}}]
                """.formatted(line));
        CommandLine command = Tidewatch.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(out));

        int exit = command.execute("rules", "test", test.toString());

        assertThat(exit).as(out.toString()).isZero();
    }
}
