package io.tidewatch.rule.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Resolution;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.cel.RuleFixtures;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.time.LocalTimes;
import io.tidewatch.yaml.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SummaryTest {
    private static final AlertValue VALUE = AlertValue.builder()
            .posts(210)
            .originals(120)
            .authors(97)
            .reach(48_000)
            .expected(14.2)
            .ratio(8.4507)
            .score(6.2)
            .probability(0.998)
            .negativeShare(0.93)
            .doublingMinutes(7.0)
            .build();
    private static final Group ZHEJIANG =
            new Group(List.of("issue", "region"), List.of("logistics.transit_delay", "浙江"));

    private static RuleSet rules(String file) {
        Problems problems = new Problems();
        RuleSet set = RuleFiles.read(Map.of("a.yaml", RuleFixtures.resource(file)), RuleFixtures.TAXONOMY, problems);
        problems.throwIfErrors();
        return set;
    }

    private static Bilingual render(Rule rule, Group group, AlertValue value, boolean coldStart) {
        return Summary.open(
                rule,
                group,
                value,
                new Peak(1, value.originals()),
                true,
                1_800_000_000_000L,
                RuleFixtures.TAXONOMY,
                LocalTimes.DEFAULT,
                DimensionFiles.packaged(),
                coldStart);
    }

    @Test
    void shouldSayWhatSurges() {
        // given
        Rule rule = rules("/tidewatch/rules/shipped.yaml").rule("IssueSurge");

        // when
        Bilingual summary = render(rule, ZHEJIANG, VALUE, false);

        // then
        assertThat(summary.zh()).isEqualTo("浙江 运输延误/停滞：10分钟 120 条原创投诉，预期 14.2，8.5 倍，97 人，负面 93%");
        assertThat(summary.en())
                .isEqualTo(
                        "Zhejiang Transit delay: 120 original complaints in 10 min, expected 14.2, 8.5×, 97 people, 93% negative");
    }

    @Test
    void shouldNameTheDimensionOfTheInstallationWhoseValueIsNotKnown() {
        // given
        Rule rule = rules("/tidewatch/rules/shipped.yaml").rule("IssueSurge");
        Group group = new Group(List.of("issue", "courier"), List.of("logistics.transit_delay", "unknown"));

        // when
        Bilingual summary = render(rule, group, VALUE, false);

        // then
        assertThat(summary.zh()).startsWith("承运商未知 运输延误/停滞：");
        assertThat(summary.en()).startsWith("unknown courier Transit delay: ");
    }

    @Test
    void shouldSayHowLongItLastedWhenItIsOver() {
        // given
        Rule rule = rules("/tidewatch/rules/shipped.yaml").rule("IssueSurge");
        long start = 1_800_000_000_000L;

        // when
        Bilingual summary = Summary.ended(
                rule,
                ZHEJIANG,
                VALUE.toBuilder().originals(9).build(),
                new Peak(start, 314),
                Resolution.RECOVERED,
                start,
                start + 6_210_000,
                RuleFixtures.TAXONOMY,
                LocalTimes.DEFAULT,
                DimensionFiles.packaged());

        // then
        assertThat(summary.zh()).isEqualTo("浙江 运输延误/停滞：已恢复，最后 9 条，平时约14条，持续1小时43分钟，峰值 314 条原创投诉（10分钟）");
        assertThat(summary.en())
                .isEqualTo(
                        "Zhejiang Transit delay: over after 1 h 43 min, 9 at the end, usually about 14, peak 314 original complaints in 10 min");
    }

    @Test
    void shouldSayThatBaselineStillLearns() {
        // given
        Rule rule = rules("/tidewatch/rules/shipped.yaml").rule("IssueSurge");
        AlertValue value = AlertValue.builder()
                .posts(1)
                .originals(1)
                .authors(1)
                .negativeShare(1)
                .build();
        Group group = new Group(List.of("issue", "region"), List.of("other", "unknown"));

        // when
        Bilingual summary = render(rule, group, value, true);

        // then
        assertThat(summary.zh()).isEqualTo("地区未知 其他：10分钟 1 条原创投诉，1 人，负面 100%（基线尚在学习）");
        assertThat(summary.en())
                .isEqualTo(
                        "unknown region Other: 1 original complaint in 10 min, 1 person, 100% negative (baseline still learning)");
    }

    @Test
    void shouldNamePeopleByPseudonymsAndStepsInTheReadersLanguage() {
        // given
        Rule rule = rules("/tidewatch/rules/people.yaml").rule("ComplaintGoesPublic");
        Group group = new Group(List.of("customer"), List.of("7f3a90bb12cd34ef7f3a90bb12cd34ef"));

        // when
        Bilingual summary = render(rule, group, VALUE, false);

        // then
        assertThat(summary.zh()).contains("顾客 7F3A", "先向我们投诉 → 又公开发声").doesNotContain("7f3a90bb", "told us");
        assertThat(summary.en())
                .contains("Customer 7F3A", "told us → told everybody")
                .doesNotContain("7f3a90bb");
    }

    @Test
    void shouldFillTheRulesOwnTemplate() {
        // given
        Rule rule = rules("/rules/all-kinds.yaml").rule("DelaySurge");
        Group hostile = new Group(List.of("region"), List.of("{{value.posts}}"));

        // when
        Bilingual summary = render(rule, hostile, VALUE, false);

        // then
        assertThat(summary.zh()).isEqualTo("{{value.posts}} 运输延误/停滞 8.5×");
        assertThat(summary.en()).isEqualTo("{{value.posts}} Transit delay 8.5× logistics");
        AlertValue hardlyAny = VALUE.toBuilder().expected(0.03).ratio(4_000.0).build();
        assertThat(render(rule, ZHEJIANG, hardlyAny, false).zh())
                .as("a template's multiple is one that can be believed")
                .isEqualTo("浙江 运输延误/停滞 >100×");
    }

    @ParameterizedTest
    @EnumSource(value = AlertKind.class, mode = EnumSource.Mode.EXCLUDE, names = "SUSPENDED")
    void shouldHaveSentenceForEveryKind(AlertKind kind) {
        // given
        Rule rule = rules("/rules/all-kinds.yaml").rules().stream()
                .filter(r -> r.kind() == kind && r.summary() == null || kind == AlertKind.SURGE && r.kind() == kind)
                .findFirst()
                .orElseThrow();
        List<String> by = rule.series().by();
        Group group = new Group(by, by.stream().map(d -> "unknown").toList());

        // when
        Bilingual summary = render(rule, group, VALUE, false);

        // then
        assertThat(summary.zh()).isNotBlank().doesNotContain("null");
        assertThat(summary.en()).isNotBlank().doesNotContain("null");
    }

    @Test
    void shouldSayWhichRulesFireTogetherAndWhatHappenedInOrder() {
        // given
        RuleSet rules = rules("/rules/all-kinds.yaml");

        // when
        Bilingual composite =
                render(rules.rule("CrossChannelCrisis"), new Group(List.of("region"), List.of("浙江")), VALUE, false);
        Bilingual sequence =
                render(rules.rule("GoesPublic"), new Group(List.of("customer"), List.of("c1")), VALUE, false);

        // then
        assertThat(composite.zh()).isEqualTo("浙江：同时告警：DelaySurge、PostsFlood");
        assertThat(sequence.en()).isEqualTo("Customer D0F6: asks → again → posts within 1 d");
    }
}
