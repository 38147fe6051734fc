package io.tidewatch.local.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.sample.SampleGenerator;
import io.tidewatch.local.sample.SampleSettings;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.time.WireTime;
import io.tidewatch.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every field of a taxonomy: two values of it give other opinions, other alerts or another demo, or the check says that it is
 * not applied.
 */
class TaxonomyFieldsTest {
    private static final String FULL = """
            apiVersion: tidewatch/v1
            categories:
            - id: logistics
              name: {zh: 物流, en: Logistics}
              words: [快递员]
            - id: quality
              name: {zh: 质量, en: Quality}
            leaves:
            - id: logistics.no_sign
              name: {zh: 运输延误, en: Transit delay}
              severity: P2
              need: 准时
              cause: 流程
              touchpoint: delivery
              owner: logistics-oncall
              fallback: duty-manager
              runbook: runbooks/logistics.md
              negative_only: true
              keywords: [没动静, 电子面单]
              topics: [派送]
              patterns: ['包裹.{0,3}卡住']
              exclusions: [退款]
              awaited: [样机]
              examples: [快递五天没动静, 包裹三天没动静]
              counter_examples: [快递很快, 包裹到了]
            - id: quality.defect
              name: {zh: 质量缺陷, en: Defect}
              severity: P3
              need: 安全
              cause: 供应商
              touchpoint: product
              owner: quality-oncall
              fallback: duty-manager
              runbook: runbooks/quality.md
              keywords: [做工粗糙]
              examples: [做工粗糙, 做工粗糙得很]
              counter_examples: [做工精细, 很好]
            """;
    private static final String LEAF = "leaves[0].";

    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: first
              rules:
              - {alert: Each, kind: match, where: 'complaint', by: [issue], severities: {info: {}}}
              - {alert: Praise, kind: match, where: 'sentiment > 0.3', by: [category], severities: {info: {}}}
              - {alert: Need, kind: match, where: 'complaint && need == "准时"', by: [category], severities: {info: {}}}
              - {alert: Base, kind: match, where: 'complaint && base_severity == "P2"', by: [category], severities: {info: {}}}
            """;
    private static final String HEARD = """
            rule_files: [none]
            tests:
            - name: heard
              input_events:
              - {at: 1m, text: 快递五天没动静, author: a}
              - {at: 2m, text: 派送太慢了太失望, author: b}
              - {at: 3m, text: 包裹又卡住了, author: c}
              - {at: 4m, text: 退款五天没动静, author: d}
              - {at: 5m, text: 做工粗糙太失望了, author: e}
              - {at: 5m, text: 样机还没收到, author: i}
              - {at: 6m, text: 快递员很热情，非常满意, author: f}
              - {at: 6m, text: 今天收到电子面单, author: h}
              - {at: 7m, text: 请问快递没动静吗, author: g}
              - {at: 2h, text: 好的, channel: store}
              alert_rule_test: [{eval_time: 3h, alertname: none, exp_alerts: []}]
            """;

    private static PlayedRules played;

    @BeforeAll
    static void start() throws Exception {
        played = new PlayedRules();
    }

    @AfterAll
    static void stop() throws Exception {
        played.close();
    }

    @Test
    void shouldDoWhatEveryFieldSays() throws Exception {
        DeadFields fields = new DeadFields(
                        TaxonomyFieldsTest::read,
                        TaxonomyFieldsTest::annotated,
                        p -> p.replaceAll("\\[[0-9]+\\]", "[]"))
                .with("apiVersion", Change.refused("apiVersion", "tidewatch/v0"))
                .with("categories", Change.to(d -> d.with("categories[0].words", List.of())))
                .with("categories[].id", Change.refused("categories[1].id", "logistics"))
                .with(
                        "categories[].name",
                        Change.of(
                                "categories[0].name",
                                Map.of("zh", "物流", "en", "Logistics"),
                                Map.of("zh", "快递", "en", "Parcels")))
                .with("categories[].name.zh", Change.of("categories[0].name.zh", "物流", "快递"))
                .with("categories[].name.en", Change.of("categories[0].name.en", "Logistics", "Parcels"))
                .with("categories[].words", Change.of("categories[0].words", List.of("快递员"), List.of("司机")))
                .with("leaves", Change.to(d -> d.with(LEAF + "keywords", List.of("毫无进展"))))
                .with("leaves[].id", Change.of(LEAF + "id", "logistics.no_sign", "logistics.slow"))
                .with(
                        "leaves[].name",
                        Change.of(
                                LEAF + "name",
                                Map.of("zh", "运输延误", "en", "Transit delay"),
                                Map.of("zh", "太慢", "en", "Slow")))
                .with("leaves[].name.zh", Change.of(LEAF + "name.zh", "运输延误", "太慢"))
                .with("leaves[].name.en", Change.of(LEAF + "name.en", "Transit delay", "Slow"))
                .with("leaves[].severity", Change.of(LEAF + "severity", "P2", "P1"))
                .with("leaves[].need", Change.of(LEAF + "need", "准时", "公平"))
                .with("leaves[].cause", Change.of(LEAF + "cause", "流程", "人员"))
                .with("leaves[].touchpoint", Change.of(LEAF + "touchpoint", "delivery", "store"))
                .with("leaves[].owner", Change.of(LEAF + "owner", "logistics-oncall", "other"))
                .with("leaves[].fallback", Change.of(LEAF + "fallback", "duty-manager", "other"))
                .with("leaves[].runbook", Change.of(LEAF + "runbook", "runbooks/logistics.md", "runbooks/app.md"))
                .with("leaves[].negative_only", Change.of(LEAF + "negative_only", true, false))
                .with("leaves[].keywords", Change.of(LEAF + "keywords", List.of("没动静", "电子面单"), List.of("毫无进展")))
                .with("leaves[].topics", Change.of(LEAF + "topics", List.of("派送"), List.of("配送站")))
                .with("leaves[].patterns", Change.of(LEAF + "patterns", List.of("包裹.{0,3}卡住"), List.of("包裹.{0,3}丢失")))
                .with("leaves[].awaited", Change.of(LEAF + "awaited", List.of("样机"), List.of("样品")))
                .with("leaves[].exclusions", Change.of(LEAF + "exclusions", List.of("退款"), List.of("退货")))
                .with(
                        "leaves[].examples",
                        Change.of(LEAF + "examples", List.of("快递五天没动静", "包裹三天没动静"), List.of("快递两周没动静", "包裹半月没动静")))
                .with(
                        "leaves[].counter_examples",
                        Change.of(LEAF + "counter_examples", List.of("快递很快", "包裹到了"), List.of("快递真快", "包裹收到了")));

        assertThat(fields.in(Document.of(FULL), ".*")).isEmpty();
    }

    private static Problems read(String text) {
        Problems problems = new Problems();
        TaxonomyFiles.read(Map.of("taxonomy.yaml", text), problems);
        return problems;
    }

    private static String annotated(String text) throws Exception {
        Map<String, String> files = Map.of("taxonomy.yaml", text);
        Taxonomy taxonomy = TaxonomyFiles.of(files);
        RuleUpdate rules = new RuleUpdate(1, Map.of("rules.yaml", RULES), files, CalendarFiles.NONE, Map.of(), null);
        StringBuilder out = new StringBuilder(played.alerts(rules, HEARD, "Each"));
        taxonomy.leaves().forEach(l -> out.append(demo(taxonomy, l.id())));
        // as the wall names them
        taxonomy.categories().keySet().forEach(c -> out.append(taxonomy.nameOf(c)));
        return out.toString();
    }

    /** What a demo of an issue says. */
    private static String demo(Taxonomy taxonomy, String issue) {
        long end = WireTime.parse("2026-11-15T23:00:00+08:00").toInstant().toEpochMilli();
        StringBuilder out = new StringBuilder();
        SampleGenerator.of(SampleSettings.recovered(7, issue, "浙江", end, Duration.ofMinutes(75), taxonomy))
                .messages()
                .forEach(m -> out.append(m.text()).append('\n'));
        return out.toString();
    }
}
