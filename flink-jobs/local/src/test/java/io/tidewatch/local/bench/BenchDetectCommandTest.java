package io.tidewatch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchDetectCommandTest {
    @Test
    void shouldPrintSpeedAndStateWhenRunSmall() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new BenchDetectCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()));

        int code = command.execute("--messages", "400", "--rules", "3", "--series", "20");

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("| pass-through, 6 exchanges | ")
                .contains("| detection, 20 live series, 3 rules, 1 windows | ")
                .contains("100 rules, 100 windows")
                .containsPattern("20 live series, 3 rules, 1 windows, 64 messages each \\| [1-9][0-9,]{2,}");
    }
}
