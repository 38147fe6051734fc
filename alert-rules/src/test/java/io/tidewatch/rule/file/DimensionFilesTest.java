package io.tidewatch.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.cel.Row;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DimensionFilesTest {
    private static final String RULE = """
            apiVersion: tidewatch/v1
            groups:
            - name: g
              limits: {max_series: 100}
              rules:
              - alert: Carrier
                kind: threshold
                where: '%s'
                by: [issue, %s]
                window: 10m
                severities: {warning: {originals: '>= 3'}}
                evidence: {over_represented: [warehouse]}
                annotations: {summary: {zh: '{{%s}}', en: '{{%s}}'}}
            """;

    private final Problems problems = new Problems();

    @Test
    void shouldUseADeclaredNameLikeAnyOther() {
        // given
        RuleSet rules = read("courier == \"顺丰\" && !(store in [\"一店\"])", "courier", DimensionFiles.packaged());
        // when
        Rule rule = rules.rule("Carrier");
        // then
        assertThat(problems.list()).noneMatch(p -> !p.warning());
        assertThat(problems.list()).noneMatch(Problem::isNotApplied);
        assertThat(rule.where().test(row(Map.of("courier", "顺丰", "store", "二店"))))
                .isTrue();
        assertThat(rule.where().test(row(Map.of("courier", "中通", "store", "二店"))))
                .isFalse();
        assertThat(rule.where().test(row(Map.of()))).isFalse();
        assertThat(Dimensions.valueOf("courier", row(Map.of("courier", "顺丰")))).isEqualTo("顺丰");
        assertThat(Dimensions.valueOf("courier", row(Map.of()))).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "complaint, curier, by, did you mean 'courier'?",
        "curier == \"x\", courier, where, did you mean 'courier'?",
        "complaint, depot, by, unknown dimension"
    })
    void shouldRefuseWhatIsNotDeclaredWithTheNearestName(String where, String by, String field, String message) {
        // when
        read(where, by, DimensionFiles.packaged());
        // then
        assertThat(errors()).anyMatch(e -> e.contains("rules[0]." + field) && e.contains(message));
    }

    @Test
    void shouldAskForLimitsOfADimensionOfUnknownSize() {
        // when
        RuleFiles.read(
                Map.of(
                        "a.yaml",
                        RULE.replace("  limits: {max_series: 100}\n", "")
                                .formatted("complaint", "store", "store", "store")),
                RuleReferences.of(TaxonomyFiles.packaged()),
                problems);
        // then
        assertThat(errors()).anyMatch(e -> e.contains("missing field 'limits'"));
    }

    @Test
    void shouldTakeOwnNamesInPlaceOfTheShippedOnes() {
        // given
        DeclaredDimensions own = declared("- {name: hub, zh: 分拨中心, en: Hub}");
        // when
        RuleSet rules = read("hub == \"萧山\"", "hub", own);
        // then
        assertThat(own.names()).containsExactly("hub");
        assertThat(rules.rule("Carrier").where().test(row(Map.of("hub", "萧山")))).isTrue();
        assertThat(errors()).singleElement().asString().contains("over_represented", "'warehouse'");
    }

    @Test
    void shouldReportAllThatIsWrongWithADeclaration() {
        // when
        declared("""
                - {name: Courier, zh: 承运商, en: Courier}
                - {name: region, zh: 省, en: Province}
                - {name: severity, zh: 级, en: Level}
                - {name: hub, zh: 分拨, en: Hub}
                - {name: hub, zh: 分拨, en: Hub, size: 3}
                - {name: a1, en: A}
                """ + "- {name: b%s, zh: 乙, en: B}\n".repeat(8).formatted(1, 2, 3, 4, 5, 6, 7, 8));
        // then
        assertThat(errors())
                .anyMatch(e -> e.contains("dimensions[0].name: 'Courier', expected a word such as courier"))
                .anyMatch(e -> e.contains("dimensions[1].name: 'region' means something else already"))
                .anyMatch(e -> e.contains("dimensions[2].name: 'severity' means something else already"))
                .anyMatch(e -> e.contains("dimensions[4].name: 'hub' is there twice"))
                .anyMatch(e -> e.contains("dimensions[4].size"))
                .anyMatch(e -> e.contains("dimensions[5]") && e.contains("zh"))
                .anyMatch(e -> e.contains("are declared, expected at most 8"));
    }

    @Test
    void shouldDropWhatIsNotDeclaredFromAMessage() {
        // given
        Feedback f = feedback(Map.of("courier", "顺丰", "mood", "blue"));
        // when
        Feedback kept = DimensionFiles.packaged().only(f);
        // then
        assertThat(kept.dims()).isEqualTo(Map.of("courier", "顺丰"));
        assertThat(DimensionFiles.packaged().only(kept)).isSameAs(kept);
    }

    private RuleSet read(String where, String by, DeclaredDimensions declared) {
        return RuleFiles.read(
                Map.of("a.yaml", RULE.formatted(where, by, by, by)),
                RuleReferences.of(TaxonomyFiles.packaged()).withDimensions(declared),
                problems);
    }

    private DeclaredDimensions declared(String list) {
        String text = "apiVersion: tidewatch/dimensions/v1\ndimensions:\n" + list;
        return DimensionFiles.read(Map.of("dimensions.yaml", text), problems);
    }

    private List<String> errors() {
        return problems.list().stream()
                .filter(p -> !p.warning())
                .map(Problem::toString)
                .toList();
    }

    private static Feedback feedback(Map<String, String> dims) {
        return Feedback.builder("w:1", "w", 1).dims(new TreeMap<>(dims)).build();
    }

    private static Row row(Map<String, String> dims) {
        return new Row(AnnotatedFeedback.builder(feedback(dims)).build(), null, null);
    }
}
