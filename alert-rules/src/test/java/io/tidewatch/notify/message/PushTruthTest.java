package io.tidewatch.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.AlertFixtures;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.Incidents;
import io.tidewatch.notify.KnownBefore;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.notify.config.NotifyFileTest;
import io.tidewatch.time.LocalTimes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A push says what is so: no rise that is a fall, no customers who said nothing, no place of another rule, no end that is none. */
class PushTruthTest {
    private static final long START = AlertFixtures.START;
    private static final long NOW = START + 43 * 60_000;
    private static final String DEFECT = "quality.defect";

    private final PushWriter writer = new PushWriter(
            NotifyFile.readOrThrow("notify.yaml", NotifyFileTest.WHOLE), page -> "拉群，十分钟内到齐", LocalTimes.DEFAULT);

    @Test
    void shouldNotGiveAMultipleOfNextToNothing() {
        String all = told(
                Reason.FIRST, alert("IssueSurge", AlertKind.SURGE, region("浙江")).value(value(425, 0.1, 4250.0)));

        assertThat(all)
                .doesNotContain("4250", "×", "0.1", "0.0", "倍")
                .contains("(平时几乎没有)", "，平时几乎没有。", "· 平时几乎没有 ·", "hardly any usually");
    }

    @Test
    void shouldNotCountAHundredTimes() {
        String all = told(
                Reason.FIRST, alert("IssueSurge", AlertKind.SURGE, region("浙江")).value(value(2610, 2.5, 1044.0)));

        assertThat(all).doesNotContain("1044").contains("(预期2.5) 100倍以上", "是平时的100倍以上", "over 100 times the usual");
    }

    @Test
    void shouldNotTellAFallAsARise() {
        Alert.Builder fallen = alert("IssueDrift", AlertKind.DRIFT, new Group(List.of("issue"), List.of(DEFECT)))
                .windowMs(86_400_000);
        String all = told(Reason.FIRST, fallen.value(value(3, 8.8, 0.34)));

        assertThat(all)
                .contains("[严重·回落] 质量差 24小时3条(预期8.8)\n", "低于平时（约8.8条）", "[critical · easing]")
                .doesNotContain("上升", "[严重·缓升]", "rising", "[critical · building up]", "0.3", "×");
    }

    @Test
    void shouldSpeakOfSilenceWhereNobodySpeaks() {
        String all = told(
                Reason.FIRST,
                alert("SourceSilent", AlertKind.FLATLINE, new Group(List.of("source"), List.of("tmall")))
                        .issueName(null)
                        .windowMs(7_200_000)
                        .evidence(Evidence.NONE)
                        .value(AlertValue.builder().expected(8.8).ratio(0.0).build()));

        assertThat(all)
                .contains(
                        "[严重·静默] 天猫 2小时没有新消息(预期8.8)\n",
                        "影响：天猫2小时没有新消息，平时约8.8条。",
                        "Impact: no message for 2 h on Tmall, usually about 8.8.")
                .doesNotContain("顾客", "“SourceSilent”", "发声", "倍", "负面", "customers", "negative", "voices");
    }

    @Test
    void shouldPlaceACountOnlyWhereItWasCounted() {
        String all = told(
                Reason.FIRST,
                alert("ProductSurge", AlertKind.SURGE, new Group(List.of("issue", "product"), List.of(DEFECT, "空气炸锅")))
                        .value(value(300, 20.0, 15.0)),
                alert("IssueSurge", AlertKind.SURGE, region("浙江")).value(value(40, 5.0, 8.0)));

        assertThat(all).contains("质量差 空气炸锅 10分钟300条", "about 空气炸锅").doesNotContain("浙江", "Zhejiang");
    }

    @Test
    void shouldNotDoubleWhileItFalls() {
        String all = told(
                Reason.REPEAT,
                alert("IssueSurge", AlertKind.SURGE, region("浙江"))
                        .value(value(335, 23.0, 14.6).toBuilder()
                                .doublingMinutes(30.0)
                                .build())
                        .peak(new Peak(START, 495)));

        assertThat(all).contains("[严重·回落]", "峰值495条", "are easing").doesNotContain("翻", "doubl", "上升", "rising");
    }

    @Test
    void shouldNotCallItUsualWhenItIsNot() {
        String all = told(Reason.RESOLVED, ended(Resolution.RECOVERED, 159, 23.0));

        assertThat(all)
                .contains("[仍偏高] 质量差 浙江 最后159条，平时约23条\n", "已回落，但仍高于平时：最后159条，平时约23条")
                .contains("falling, but still above the usual: 159 at the end, usually about 23")
                .doesNotContain("恢复到平时", "[恢复]", "back to");
    }

    @Test
    void shouldNotAskForFirstAidNorQuoteTheAngryAtTheEnd() {
        String all = told(Reason.RESOLVED, ended(Resolution.RECOVERED, 20, 23.0));

        assertThat(all)
                .contains("[恢复] 质量差 浙江", "恢复到平时水平：最后20条，平时约23条", "back at the usual level")
                .doesNotContain("第一步", "First step", "一用就坏", "特征词", "集中：");
    }

    @Test
    void shouldNotTellARuleThatIsGoneAsARecovery() {
        assertThat(told(Reason.RESOLVED, ended(Resolution.RULE_REMOVED, 300, 23.0)))
                .contains("[规则已删]", "规则已删除", "并不表示已恢复", "[rule removed]", "does not mean recovery")
                .doesNotContain("[恢复]", "扩散", "平时水平");
        assertThat(told(Reason.RESOLVED, ended(Resolution.RULE_CHANGED, 300, 23.0)))
                .contains("[规则已改]", "并不表示已恢复");
        assertThat(told(Reason.RESOLVED, ended(Resolution.LOST, 300, 23.0))).contains("[监测中断]", "请人工确认");
    }

    @Test
    void shouldNotSpreadToWhereItWas() {
        String all = told(
                Reason.NEW_MEMBER,
                ended(Resolution.RULE_REMOVED, 100, 23.0),
                alert("IssueSurgeRenamed", AlertKind.SURGE, region("浙江")).value(value(120, 23.0, 5.2)));

        assertThat(all).contains("[严重·新增]", "[critical · one more]").doesNotContain("扩散", "spreading");
    }

    private static Alert.Builder ended(Resolution resolution, long last, @Nullable Double expected) {
        return alert("IssueSurge", AlertKind.SURGE, region("浙江"))
                .status(AlertStatus.RESOLVED)
                .resolution(resolution)
                .resolvedAt(NOW)
                .updatedAt(NOW)
                .value(value(last, expected, expected == null ? null : Double.valueOf(last / expected)))
                .peak(new Peak(START + 600_000, 495));
    }

    private static Group region(String name) {
        return new Group(List.of("issue", "region"), List.of(DEFECT, name));
    }

    private static AlertValue value(long n, @Nullable Double expected, @Nullable Double ratio) {
        return AlertValue.builder()
                .posts(n)
                .originals(n)
                .authors(n)
                .negativeShare(.9)
                .expected(expected)
                .ratio(ratio)
                .build();
    }

    private static Alert.Builder alert(String rule, AlertKind kind, Group group) {
        boolean issue = group.get("issue") != null;
        EvidenceSample sample = new EvidenceSample("w:1", "一用就坏", "social", "weibo", START);
        return Alert.builder(
                        rule + group.key(),
                        rule + group.key(),
                        issue ? DEFECT : "rule:" + rule,
                        rule,
                        kind,
                        Severity.CRITICAL,
                        group)
                .issueName(issue ? new Bilingual("质量差", "Defect") : null)
                .ruleVersion("3f9a1c2b7d")
                .startsAt(START)
                .firedAt(START)
                .updatedAt(START + 60_000)
                .windowMs(600_000)
                .evidence(new Evidence(sample, List.of(sample), List.of("坏了"), List.of()))
                .runbook("runbooks/defect.md");
    }

    /** All that is said, title first, both languages. */
    private String told(Reason reason, Alert.Builder... alerts) {
        IncidentState s = null;
        for (Alert.Builder a : alerts) {
            Alert built = a.build();
            if (!built.isOpen()) {
                s = new Incidents()
                        .apply(
                                s,
                                built.toBuilder()
                                        .status(AlertStatus.FIRING)
                                        .resolvedAt(0)
                                        .build(),
                                NOW)
                        .state();
            }
            s = new Incidents().apply(s, built, NOW).state();
        }
        PushMessage m = writer.compose(s, reason, KnownBefore.INCIDENT, NOW);
        return m.titleIn("zh") + "\n" + String.join("\n", m.linesIn("zh")) + "\n" + m.titleIn("en") + "\n"
                + String.join("\n", m.linesIn("en"));
    }
}
