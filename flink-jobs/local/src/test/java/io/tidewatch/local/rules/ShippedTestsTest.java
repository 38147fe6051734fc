package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.Tidewatch;
import io.tidewatch.local.cli.Checkouts;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ShippedTestsTest {

    @Test
    void shouldFindWhatTheTestsOfTheShippedRulesExpect() {
        // given
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        // when
        int exit = Tidewatch.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("rules", "test", "" + Checkouts.root().resolve("alert-rules/tests"));

        // then
        assertThat(exit).as("%s%n%s", out, err).isZero();
    }
}
