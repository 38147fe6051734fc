package io.tidewatch.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RuleSchemaTest {
    private static final Path FILE = Path.of("rules.schema.json");

    private static final String RULE = """
            apiVersion: tidewatch/v1
            groups:
            - name: g
              rules:
              - alert: A
                kind: surge
                where: complaint
                by: [issue, region]
                window: 10m
                severities: {warning: {sensitivity: normal, originals: '>= 30'}}
                for: 1m
            """;

    /** After a change of the language: {@code ./tidewatch rules schema > alert-rules/rules.schema.json}. */
    @Test
    void shouldBeTheShippedFile() throws IOException {
        assertThat(Files.readString(FILE)).isEqualTo(RuleSchema.json());
    }

    @Test
    void shouldTakeEveryShippedRule() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("rules"), "*.yaml")) {
            for (Path file : files) {
                assertThat(validate(Files.readString(file)).getErrors())
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kind: surge, kind: surges",
        "window: 10m, window: 10 minutes",
        "originals: '>= 30', originals: about 30",
        "originals: '>= 30', orders: '>= 30'",
        "by: [issue, by: [isue",
        "for: 1m, four: 1m",
        "alert: A, name: A",
        "warning:, urgent:",
        "tidewatch/v1, tidewatch/v2",
        "sensitivity: normal, sensitivity: medium"
    })
    void shouldRefuseWhatTheCheckRefuses(String right, String wrong) {
        assertThat(validate(RULE).isValid()).isTrue();
        assertThat(RULE).contains(right);
        assertThat(validate(RULE.replace(right, wrong)).isValid()).isFalse();
    }

    private static Validator.Result validate(String yaml) {
        Object file = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return new ValidatorFactory()
                .validate(RuleSchema.json(), Json.MAPPER.valueToTree(file).toString());
    }
}
