package io.tidewatch.local.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every field of a rule, for every kind: two values of it give other alerts, or the check says that it is not applied. The
 * rules and what is said under them are in {@code src/test/resources/fields}, a file for each kind.
 */
class RuleFieldsTest {
    private static final String NOTIFY = """
            time_intervals:
            - {name: early, times: [{start: '00:00', end: '12:00'}], location: Asia/Shanghai}
            - {name: any-time, times: [{start: '00:00', end: '24:00'}], location: Asia/Shanghai}
            """;
    private static final String RULE = "groups[0].rules[0]";

    private static PlayedRules played;

    @BeforeAll
    static void start() throws Exception {
        played = new PlayedRules();
    }

    @AfterAll
    static void stop() throws Exception {
        played.close();
    }

    @ParameterizedTest
    @EnumSource(value = AlertKind.class, mode = EnumSource.Mode.EXCLUDE, names = "SUSPENDED")
    void shouldDoWhatEveryFieldSays(AlertKind kind) throws Exception {
        // given
        String[] parts = resource(kind.wire().replace('_', '-')).split("(?m)^---$");
        Document full = Document.of(parts[0]);
        // when
        List<String> dead = fields(kind, parts[1]).in(full, under(kind));
        // then
        assertThat(dead).as(kind.wire()).isEmpty();
    }

    /** Fields of groups are asked of one kind; those that are written into every alert alike, of one kind of each sort. */
    private static String under(AlertKind kind) {
        String ofRules = "groups\\[\\]\\.rules\\[\\]\\.";
        return switch (kind) {
            case SUSPENDED -> throw new IllegalArgumentException("no rule is " + kind);
            case THRESHOLD -> "(?!others).*";
            case SURGE, SEQUENCE, MATCH, COMPOSITE -> ofRules + ".*";
            case SPIKE, DRIFT, SHIFT, FLATLINE, REPEAT, NEW_TERM ->
                ofRules + "(?!(alert|owner|labels|annotations.*|limits|limits\\.max_alerts|budget)$).*";
        };
    }

    private static DeadFields fields(AlertKind kind, String test) {
        DeadFields fields = new DeadFields(
                RuleFieldsTest::read, text -> played.alerts(update(text), test, nameOf(text)), RuleFieldsTest::place);
        RuleChanges.of(kind).forEach(fields::with);
        return fields.with("apiVersion", Change.refused("apiVersion", "tidewatch/v0"))
                .with("groups", Change.to(d -> d.with("groups", List.of())))
                .with("groups[].name", Change.refused("groups[1].name", "first"))
                .with("groups[].rules", Change.to(d -> d.with("groups[0].rules", List.of())))
                .with(
                        "groups[].owner",
                        Change.of("groups[0].owner", "one", "other").in(d -> d.without(RULE + ".owner")))
                .with("groups[].interval", Change.of("groups[0].interval", "30s", "2m"))
                .with("groups[].allowed_lateness", Change.of("groups[0].allowed_lateness", "2m", "1h"))
                .with("groups[].limits", ofGroup("limits", Map.of("max_alerts", 50), Map.of("max_alerts", 1)))
                .with("groups[].limits.max_alerts", ofGroup("limits.max_alerts", 50, 1))
                .with("groups[].limits.cpu", Change.refused("groups[0].limits.cpu", "0%"))
                .with("groups[].limits.max_series", ofGroup("limits.max_series", 50, 1));
    }

    /** What the rule does not say itself. */
    private static Change ofGroup(String field, Object one, Object other) {
        return Change.of("groups[0]." + field, one, other).in(d -> d.without(RULE + ".limits"));
    }

    private static RuleUpdate update(String text) {
        return PlayedRules.rules(text, NOTIFY);
    }

    private static Problems read(String text) {
        Problems problems = new Problems();
        RuleFiles.read(Map.of("rules.yaml", text), update(text).references(TaxonomyFiles.packaged()), problems);
        return problems;
    }

    private static String nameOf(String text) {
        Document d = Document.of(text);
        return d.has("groups[0]") && d.has(RULE) ? String.valueOf(d.get(RULE + ".alert")) : "";
    }

    /** Rules beside the first are only there to be looked at by it, or by themselves. */
    private static String place(String path) {
        return path.replaceFirst("^groups\\[0\\]\\.rules\\[[1-9]\\]", "others")
                .replaceFirst("^groups\\[1\\]\\.rules\\[0\\]", "others")
                .replaceAll("\\[[0-9]+\\]", "[]")
                .replaceAll("severities\\.(info|warning|critical)\\.", "severities.*.");
    }

    private static String resource(String kind) throws IOException {
        try (InputStream in = RuleFieldsTest.class.getResourceAsStream("/fields/" + kind + ".yaml")) {
            assertThat(in)
                    .as("fields/" + kind + ".yaml: the rules and messages that show what a " + kind + " does")
                    .isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
