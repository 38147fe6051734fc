package io.tidewatch.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchRulesCommandTest {
    @Test
    void shouldPrintWhatRulesCostWhenRunSmall() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new BenchRulesCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()));

        int code = command.execute("--messages", "400", "--rules", "10,100");

        assertThat(code).isZero();
        assertThat(out.toString())
                .containsPattern("\\| 10 \\| 4 \\| [0-9.]+ \\| [0-9.]+ \\| [0-9.]+ \\| [0-9,]+ \\| 1.00 \\|")
                .containsPattern("\\| 100 \\| [0-9]+ \\| [0-9.]+ \\| [0-9.]+ \\| ")
                .containsPattern("bytes of a partial match in a checkpoint, with its message \\| [1-9][0-9,]{2,} ");
    }
}
