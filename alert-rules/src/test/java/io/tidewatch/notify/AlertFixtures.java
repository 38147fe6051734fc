package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Lift;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.Trend;
import io.tidewatch.surge.ExpectedBand;
import io.tidewatch.time.WireTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds alerts for tests: a delay surge in one region unless set otherwise. */
public final class AlertFixtures {
    public static final long START =
            WireTime.parse("2026-11-11T20:01:00+08:00").toInstant().toEpochMilli();

    String region = "浙江";
    String episode = "e1";
    int revision = 1;
    AlertStatus status = AlertStatus.FIRING;
    Resolution resolution = Resolution.RECOVERED;
    Severity severity = Severity.WARNING;
    boolean historical;
    long startsAt = START;
    long updatedAt = START + 60_000;
    long originals = 120;

    @Nullable
    ExpectedBand band;

    String owner = "logistics-oncall";
    String rule = "LogisticsDelaySurge";
    Evidence evidence = new Evidence(
            null,
            List.of(
                    new EvidenceSample("w:1", "快递三天没动了", "social", "weibo", START + 30_000),
                    new EvidenceSample("w:2", "显示签收我没收到", "im", "desk", START + 40_000),
                    new EvidenceSample("w:3", "还没到,急用", "review", "mall", START + 50_000),
                    new EvidenceSample("w:4", "第四条不显示", "review", "mall", START + 55_000)),
            List.of("没动", "卡在"),
            List.of(new Lift("courier", "快达", 4.1)));

    public static AlertFixtures surge() {
        return new AlertFixtures();
    }

    public AlertFixtures region(String r) {
        region = r;
        return this;
    }

    AlertFixtures episode(String id) {
        episode = id;
        return this;
    }

    public AlertFixtures revision(int n) {
        revision = n;
        updatedAt = START + 60_000L * n;
        status = n == 1 ? AlertStatus.FIRING : AlertStatus.AMENDED;
        return this;
    }

    public AlertFixtures resolved() {
        status = AlertStatus.RESOLVED;
        return this;
    }

    public AlertFixtures resolved(Resolution how) {
        resolution = how;
        return resolved();
    }

    public AlertFixtures rule(String name) {
        rule = name;
        return this;
    }

    public AlertFixtures severity(Severity s) {
        severity = s;
        return this;
    }

    AlertFixtures historical() {
        historical = true;
        return this;
    }

    AlertFixtures startsAt(long t) {
        startsAt = t;
        updatedAt = Math.max(updatedAt, t + 60_000);
        return this;
    }

    public AlertFixtures originals(long n) {
        originals = n;
        return this;
    }

    public AlertFixtures band(ExpectedBand usual) {
        band = usual;
        return this;
    }

    AlertFixtures owner(String name) {
        owner = name;
        return this;
    }

    public AlertFixtures evidence(Evidence e) {
        evidence = e;
        return this;
    }

    public Alert build() {
        boolean open = !status.equals(AlertStatus.RESOLVED);
        return Alert.builder(
                        (rule.equals("LogisticsDelaySurge") ? "" : rule + "-") + region + "-" + episode,
                        "f-" + rule + "-" + region,
                        "logistics.transit_delay",
                        rule,
                        AlertKind.SURGE,
                        severity,
                        region.isEmpty()
                                ? new Group(List.of("issue"), List.of("logistics.transit_delay"))
                                : new Group(List.of("issue", "region"), List.of("logistics.transit_delay", region)))
                .revision(revision)
                .issueName(new Bilingual("运输延误", "Transit delay"))
                .ruleVersion("3f9a1c2b7d")
                .status(status)
                .resolution(open ? null : resolution)
                .historical(historical)
                .labels(Map.of("team", "logistics"))
                .startsAt(startsAt)
                .firedAt(startsAt + 60_000)
                .updatedAt(updatedAt)
                .resolvedAt(open ? 0 : updatedAt)
                .windowMs(600_000)
                .value(AlertValue.builder()
                        .posts(210)
                        .originals(originals)
                        .authors(97)
                        .reach(48_000)
                        .expected(14.2)
                        .band(band)
                        .ratio(originals / 14.2)
                        .score(6.2)
                        .probability(0.998)
                        .negativeShare(0.93)
                        .doublingMinutes(7.0)
                        .trend(Trend.RISING)
                        .build())
                .evidence(evidence)
                .summary(new Bilingual("浙江 物流延误", "Zhejiang delay"))
                .owner(owner)
                .runbook("runbooks/logistics-delay.md")
                .build();
    }
}
