package io.tidewatch.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Attached;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.AlertFixtures;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.Incidents;
import io.tidewatch.notify.KnownBefore;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.notify.config.NotifyFileTest;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.time.LocalTimes;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PushWriterTest {
    private static final long NOW = AlertFixtures.START + 180_000;

    private static final Group ZHEJIANG = new Group(List.of("region"), List.of("浙江"));

    private final Incidents incidents = new Incidents();
    private final PushWriter messages = new PushWriter(
            NotifyFile.readOrThrow("notify.yaml", NotifyFileTest.WHOLE), page -> "打开物流看板，找出停滞的线路", LocalTimes.DEFAULT);

    @Test
    void shouldSayAllThatIsNeededToActFromAPhone() {
        IncidentState s = opened();

        PushMessage m = messages.compose(s, Reason.FIRST, KnownBefore.INCIDENT, NOW);

        assertThat(m.titleIn("zh")).isEqualTo("[严重·上升] 运输延误 浙江 10分钟120条(预期14) ×8.5");
        assertThat(String.join("\n", m.linesIn("zh"))).isEqualTo("""
                影响：浙江顾客集中反映“运输延误”，10分钟内97人发声，是平时的8.5倍。
                数字：现在120条 · 预期14 · ×8.5 · 97人 · 含转发210条 · 负面93% · 20:01开始 · 约7分钟翻一番
                集中：承运商 快达（平时的4.1倍）
                「快递三天没动了」— 微博 20:01
                「显示签收我没收到」— 在线客服 desk 20:01
                「还没到,急用」— 评价 mall 20:01
                特征词：没动、卡在
                依据：规则 LogisticsDelaySurge (3f9a1c2) · 突增 · 窗口10分钟 · 概率99.8%
                负责：logistics-oncall（李伟）
                第一步：打开物流看板，找出停滞的线路
                看板：https://tidewatch.example.com/incidents/logistics.transit_delay%401794398460
                事件：logistics.transit_delay@1794398460""");
        assertThat(m.titleIn("en"))
                .isEqualTo("[critical · rising] Transit delay Zhejiang 120 in 10 min (expected 14) ×8.5");
        assertThat(String.join("\n", m.linesIn("en"))).isEqualTo("""
                Impact: customers in Zhejiang complain of “Transit delay”: 97 voices in 10 min, 8.5 times the usual.
                Numbers: 120 now · 14 expected · ×8.5 · 97 voices · 210 with reposts · 93% negative · since 20:01 · doubles in about 7 min
                Where: courier 快达 (4.1× its usual share)
                “快递三天没动了” — Weibo 20:01
                “显示签收我没收到” — im desk 20:01
                “还没到,急用” — review mall 20:01
                Words: 没动, 卡在
                Why: rule LogisticsDelaySurge (3f9a1c2) · surge · window 10 min · probability 99.8%
                Owner: logistics-oncall (李伟)
                First step: 打开物流看板，找出停滞的线路
                Wall: https://tidewatch.example.com/incidents/logistics.transit_delay%401794398460
                Incident: logistics.transit_delay@1794398460""");
    }

    @Test
    void shouldSayFromWhereToWhereTheUsualGoes() {
        AlertFixtures zhejiang =
                AlertFixtures.surge().severity(Severity.CRITICAL).band(new ExpectedBand(9, 20));
        IncidentState one = incidents.apply(null, zhejiang.build(), NOW).state();
        IncidentState two = incidents
                .apply(
                        one,
                        AlertFixtures.surge()
                                .region("江苏")
                                .band(new ExpectedBand(9, 20))
                                .build(),
                        NOW)
                .state();
        IncidentState over = incidents
                .apply(one, zhejiang.revision(43).originals(9).resolved().build(), NOW)
                .state();

        PushMessage first = messages.compose(one, Reason.FIRST, KnownBefore.INCIDENT, NOW);
        assertThat(first.titleIn("zh")).isEqualTo("[严重·上升] 运输延误 浙江 10分钟120条(预期14) ×8.5");
        assertThat(first.linesIn("zh").get(1)).startsWith("数字：现在120条 · 预期14（9–20） · ×8.5 · 97人");
        assertThat(first.linesIn("en").get(1)).startsWith("Numbers: 120 now · 14 (9–20) expected · ×8.5 · 97 voices");
        // of two regions together: 28.4 with √(5.2² + 5.2²) below and √(5.8² + 5.8²) above
        assertThat(messages.compose(two, Reason.NEW_MEMBER, KnownBefore.INCIDENT, NOW)
                        .linesIn("zh")
                        .get(1))
                .startsWith("数字：现在240条 · 预期28（21–37） · ×8.5 · ");
        PushMessage last = messages.compose(over, Reason.RESOLVED, KnownBefore.INCIDENT, NOW);
        assertThat(last.linesIn("zh").get(0)).endsWith("恢复到平时水平：最后9条，平时9–20条。");
        assertThat(last.linesIn("en").get(1)).endsWith("9 at the end · usually 9–20");
    }

    @Test
    void shouldSayThatTheRuleWentAndNotThatAllIsWellAgain() {
        IncidentState over = incidents
                .apply(
                        opened(),
                        AlertFixtures.surge()
                                .revision(43)
                                .resolved(Resolution.RULE_REMOVED)
                                .build(),
                        NOW)
                .state();

        PushMessage m = messages.compose(over, Reason.RESOLVED, KnownBefore.INCIDENT, NOW);

        assertThat(m.titleIn("zh")).startsWith("[规则已删] 运输延误 浙江");
        assertThat(m.titleIn("en")).startsWith("[rule removed] Transit delay Zhejiang");
        assertThat(m.linesIn("zh").get(0)).contains("所依据的规则已删除").endsWith("并不表示已恢复。");
        assertThat(m.linesIn("en").get(0)).contains("was removed").endsWith("it does not mean recovery.");
        assertThat(messages.compose(opened(), Reason.NEW_MEMBER, KnownBefore.OTHER_RULES, NOW)
                        .titleIn("zh"))
                .startsWith("[严重·换规则] 运输延误 浙江");
    }

    @Test
    void shouldSayThatAGroupRisesAgainOrThatItWasOverBeforeAnybodyWasNotified() {
        IncidentState open = opened();
        IncidentState over = incidents
                .apply(
                        open,
                        AlertFixtures.surge()
                                .revision(43)
                                .originals(9)
                                .resolved()
                                .build(),
                        NOW)
                .state();

        assertThat(messages.compose(open, Reason.NEW_MEMBER, KnownBefore.RECOVERED_GROUPS, NOW)
                        .titleIn("zh"))
                .startsWith("[严重·再次上升] 运输延误 浙江");
        PushMessage late = messages.compose(over, Reason.RESOLVED, KnownBefore.NOTHING, NOW);
        assertThat(late.linesIn("zh").get(0)).contains("20:01开始").endsWith("未及通知即已结束。");
        assertThat(late.linesIn("en").get(0)).contains("began at 20:01").endsWith("before anybody could be notified.");
    }

    @Test
    void shouldSayHowLongItLastedAndHowHighItWentWhenItIsOver() {
        IncidentState s = incidents
                .apply(
                        opened(),
                        AlertFixtures.surge()
                                .revision(43)
                                .originals(9)
                                .resolved()
                                .build(),
                        NOW)
                .state();

        PushMessage m = messages.compose(s, Reason.RESOLVED, KnownBefore.INCIDENT, AlertFixtures.START + 43 * 60_000L);

        assertThat(m.titleIn("zh")).isEqualTo("[恢复] 运输延误 浙江 持续43分钟 峰值120条");
        assertThat(m.linesIn("zh").get(0)).isEqualTo("影响：浙江“运输延误”已于20:44恢复到平时水平：最后9条，平时约14条。");
        assertThat(m.linesIn("zh").get(1)).isEqualTo("数字：持续43分钟 · 峰值120条（20:02） · 最后9条 · 平时约14条");
        assertThat(m.titleIn("en")).isEqualTo("[over] Transit delay Zhejiang after 43 min, peak 120");
    }

    @Test
    void shouldGiveSharesWhenSeveralRegionsAreOpen() {
        IncidentState s = incidents
                .apply(
                        opened(),
                        AlertFixtures.surge().region("江苏").originals(40).build(),
                        NOW)
                .state();

        PushMessage m = messages.compose(s, Reason.NEW_MEMBER, KnownBefore.INCIDENT, NOW);

        assertThat(m.titleIn("zh")).isEqualTo("[严重·扩散] 运输延误 浙江等 10分钟160条(预期28) ×5.6");
        assertThat(m.linesIn("zh").get(2)).startsWith("集中：浙江 120条 75%、江苏 40条 25%");
    }

    @Test
    void shouldSayAtWhichLevelItHappens() {
        LevelShare zhejiang = new LevelShare("region", "浙江", 0.78, 0.11, 0.95);
        LevelShare alike = new LevelShare("region", "广东", 0.13, 0.11, 0.13);
        LevelShare kettles = new LevelShare("product", "kettle", 0.84, 0.2, 0.88);

        assertThat(where(ZHEJIANG, zhejiang))
                .containsExactly("集中：浙江 78%，其他地区如常", "Where: Zhejiang 78%, others as usual");
        assertThat(where(Group.ALL, alike)).containsExactly("集中：各地都有", "Where: everywhere alike");
        assertThat(where(new Group(List.of("product"), List.of("kettle")), kettles, alike))
                .containsExactly("集中：84%是kettle，各地都有", "Where: 84% one product (kettle), all regions alike");
        assertThat(where(Group.ALL, kettles)).isEmpty();
        assertThat(where(ZHEJIANG)).isEmpty();
        assertThat(where(null, zhejiang)).isEmpty();
    }

    @Test
    void shouldSayThatItHappensElsewhereThanWasSaid() {
        IncidentState s = at(Group.ALL);

        PushMessage m = messages.compose(s, Reason.LEVEL_CHANGED, KnownBefore.INCIDENT, ZHEJIANG, NOW);

        assertThat(m.titleIn("zh")).startsWith("[预警·范围变化] 运输延误");
        assertThat(m.titleIn("en")).startsWith("[warning · moved] Transit delay");
        assertThat(m.linesIn("zh").get(2)).isEqualTo("范围变化：浙江 → 全国");
        assertThat(m.linesIn("en").get(2)).isEqualTo("Scope: now everywhere (was Zhejiang)");
        assertThat(messages.compose(at(ZHEJIANG), Reason.REPEAT, KnownBefore.INCIDENT, ZHEJIANG, NOW)
                        .linesIn("zh"))
                .noneMatch(l -> l.startsWith("范围变化"));
    }

    private IncidentState at(Group level, LevelShare... shares) {
        return incidents
                .apply(
                        null,
                        AlertFixtures.surge().evidence(Evidence.NONE.withShares(List.of(shares))).build().toBuilder()
                                .level(level)
                                .build(),
                        NOW)
                .state();
    }

    private List<String> where(Group level, LevelShare... shares) {
        PushMessage m = messages.compose(at(level, shares), Reason.FIRST, KnownBefore.NOTHING, NOW);
        return Stream.concat(m.linesIn("zh").stream(), m.linesIn("en").stream())
                .filter(l -> l.startsWith("集中") || l.startsWith("Where"))
                .toList();
    }

    @Test
    void shouldStayWithinTheTitlesLengthAndKeepHostileTextHarmless() {
        EvidenceSample evil = new EvidenceSample(
                "x", "@所有人 [点我](http://evil.example) <b>\u200b" + "长".repeat(500), "social", "<weibo>", NOW);
        IncidentState s = incidents
                .apply(
                        null,
                        AlertFixtures.surge()
                                .region("@all [x](http://evil.example) 一个很长很长很长很长很长很长很长很长很长很长的地方")
                                .evidence(new Evidence(evil, List.of(evil), List.of("@所有人", "<i>"), List.of()))
                                .build(),
                        NOW)
                .state();

        PushMessage m = messages.compose(s, Reason.FIRST, KnownBefore.INCIDENT, NOW);

        assertThat(m.titleIn("zh").codePointCount(0, m.titleIn("zh").length())).isLessThanOrEqualTo(40);
        assertThat(m.titleIn("en").length()).isLessThanOrEqualTo(80);
        assertThat(m.linesIn("zh").subList(0, m.lines().size() - 2))
                .noneMatch(l -> l.contains("@") || l.contains("<") || l.contains("evil") || l.contains("]("))
                .allMatch(l -> l.length() < 300);
    }

    @Test
    void shouldSaySoWhenTheBaselineLearnsOrSourcesAreMissing() {
        var a = AlertFixtures.surge().build();
        var learning = io.tidewatch.alert.Alert.builder(
                        a.id(), a.fingerprint(), a.incident(), a.rule(), a.kind(), a.severity(), a.group())
                .revision(a.revision())
                .issueName(a.issueName())
                .ruleVersion(a.ruleVersion())
                .status(a.status())
                .labels(a.labels())
                .startsAt(a.startsAt())
                .firedAt(a.firedAt())
                .updatedAt(a.updatedAt())
                .windowMs(a.windowMs())
                .value(a.value())
                .evidence(a.evidence())
                .completeness(0.6)
                .coldStart(true)
                .summary(a.summary())
                .owner(a.owner())
                .build();

        PushMessage m =
                messages.compose(incidents.apply(null, learning, NOW).state(), Reason.FIRST, KnownBefore.INCIDENT, NOW);

        assertThat(m.linesIn("zh")).anyMatch(l -> l.endsWith("基线仍在学习 · 数据只到60%，有来源缺失"));
        assertThat(m.linesIn("en")).noneMatch(l -> l.startsWith("First step"));
    }

    @Test
    void shouldTakeTheFirstListItemOfARunbook() {
        assertThat(RunbookPage.firstStep("# 延误\n\n说明。\n\n1. [ ] 打开看板\n2. 打电话\n"))
                .isEqualTo("打开看板");
        assertThat(RunbookPage.firstStep("# 延误\n- first\n- second")).isEqualTo("first");
        assertThat(RunbookPage.firstStep("no list")).isNull();
        assertThat(RunbookPage.isName("runbooks/logistics-delay.md")).isTrue();
        assertThat(RunbookPage.isName("runbooks/../x.md")).isFalse();
    }

    @Test
    void shouldSayTimesByTheClockOfTheInstallation() {
        // given
        PushWriter berlin = writer("Europe/Berlin");
        PushWriter kolkata = writer("Asia/Kolkata");
        IncidentState s = opened();

        // then
        assertThat(all(berlin.compose(s, Reason.FIRST, KnownBefore.INCIDENT, NOW)))
                .contains("13:01开始", "微博 13:01", "since 13:01")
                .doesNotContain("20:01");
        assertThat(all(kolkata.compose(s, Reason.FIRST, KnownBefore.INCIDENT, NOW)))
                .contains("17:31开始", "since 17:31");
    }

    @Test
    void shouldSayWhatCameWithAMessageAndNeverWhereALinkLeads() {
        // given
        Alert plain = AlertFixtures.surge().build();
        EvidenceSample with = plain.evidence().samples().get(0).with(new Attached(2, 0, "https://evil.example.org/x"));
        Alert alert = plain.toBuilder()
                .evidence(new Evidence(
                        null,
                        List.of(with),
                        List.of(),
                        List.of(new Lift("hub", "北仓", 4.1, new Bilingual("分拨中心", "Hub")))))
                .build();

        // when
        PushMessage m =
                messages.compose(incidents.apply(null, alert, NOW).state(), Reason.FIRST, KnownBefore.INCIDENT, NOW);

        // then
        assertThat(m.linesIn("zh")).contains("「快递三天没动了」（图2）— 微博 20:01", "集中：分拨中心 北仓（平时的4.1倍）");
        assertThat(m.linesIn("en"))
                .contains("“快递三天没动了” (2 images) — Weibo 20:01", "Where: hub 北仓 (4.1× its usual share)");
        assertThat(all(m)).doesNotContain("evil", "example.org");
    }

    private static PushWriter writer(String zone) {
        return new PushWriter(
                NotifyFile.readOrThrow("notify.yaml", NotifyFileTest.WHOLE),
                page -> null,
                new LocalTimes(ZoneId.of(zone)));
    }

    private static String all(PushMessage m) {
        return String.join("\n", m.linesIn("zh")) + String.join("\n", m.linesIn("en"));
    }

    private IncidentState opened() {
        return incidents
                .apply(null, AlertFixtures.surge().severity(Severity.CRITICAL).build(), NOW)
                .state();
    }
}
