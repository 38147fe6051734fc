package io.tidewatch.local.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EvaluateForecastCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldForetellWithinAFactorOfTwoAsARule() {
        int code = run("--runs", "2", "--seed", "3");

        assertThat(code).isZero();
        String[] all = out.toString()
                .lines()
                .filter(l -> l.startsWith("| all |"))
                .findFirst()
                .orElseThrow()
                .split("\\|");
        int alerts = Integer.parseInt(all[3].strip());
        assertThat(alerts).isGreaterThan(30);
        assertThat(Integer.parseInt(all[4].strip())).isGreaterThan(alerts * 9 / 10);
        assertThat(Double.parseDouble(all[5].strip())).isLessThan(.75);
        assertThat(Double.parseDouble(all[8].strip())).isLessThan(.75);
        assertThat(Double.parseDouble(all[9].strip())).isBetween(.7, .98);
    }

    @Test
    void shouldSayWhatIsWrongWhenARuleHasNoNextSeverity() {
        assertThat(run("--rule", "IssueDrift")).isEqualTo(2);
        assertThat(err.toString()).contains("--rule: 'IssueDrift', expected a surge or spike rule");
    }

    private int run(String... args) {
        return new CommandLine(new EvaluateForecastCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
