package io.tidewatch.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.notify.config.InhibitRule;
import io.tidewatch.notify.config.Matcher;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.notify.config.NotifyFileTest;
import io.tidewatch.notify.config.Route;
import io.tidewatch.time.TimeInterval;
import io.tidewatch.time.WireTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest {
    private static final NotifyConfig CONFIG = NotifyFile.readOrThrow("notify.yaml", NotifyFileTest.WHOLE);

    @Test
    void shouldTakeTheDefaultWhenNothingMatches() {
        assertThat(receivers(Map.of("severity", "warning"))).containsExactly("digest");
    }

    @Test
    void shouldGoOnAfterAMatchThatContinues() {
        assertThat(receivers(Map.of("severity", "critical", "kind", "shift"))).containsExactly("owner", "pr-desk");
        assertThat(receivers(Map.of("severity", "critical"))).containsExactly("owner");
    }

    @Test
    void shouldStopAtTheFirstMatchThatDoesNotContinue() {
        String text = NotifyFileTest.WHOLE.replace(", continue: true", "");
        NotifyConfig c = NotifyFile.readOrThrow("notify.yaml", text);

        assertThat(c.route().match(Map.of("severity", "critical", "kind", "shift")))
                .extracting(Route::receiver)
                .containsExactly("owner");
    }

    @Test
    void shouldResolveOwnerToTheOwnersReceiverAndStrangersToTheDefault() {
        Route critical = CONFIG.route().routes().get(0);

        assertThat(CONFIG.receiverOf(critical, "logistics-oncall")).isEqualTo("logistics");
        assertThat(CONFIG.receiverOf(critical, "stranger")).isEqualTo("digest");
        assertThat(CONFIG.receiverOf(critical, null)).isEqualTo("digest");
    }

    @Test
    void shouldCompareLabelsByEveryOperator() {
        Map<String, String> labels = Map.of("kind", "surge", "region", "浙江 \"x\"");

        assertThat(Matcher.parse("kind=surge").matches(labels)).isTrue();
        assertThat(Matcher.parse("kind = \"surge\"").matches(labels)).isTrue();
        assertThat(Matcher.parse("kind!=\"surge\"").matches(labels)).isFalse();
        assertThat(Matcher.parse("kind=~\"surge|shift\"").matches(labels)).isTrue();
        assertThat(Matcher.parse("kind=~\"urge\"").matches(labels)).isFalse();
        assertThat(Matcher.parse("kind!~\"s.*\"").matches(labels)).isFalse();
        assertThat(Matcher.parse("region=\"浙江 \\\"x\\\"\"").matches(labels)).isTrue();
        assertThat(Matcher.parse("absent=\"\"").matches(labels)).isTrue();
        assertThat(Matcher.parse("absent!=\"\"").matches(labels)).isFalse();
        assertThatThrownBy(() -> Matcher.parse("kind")).hasMessageContaining("expected label=\"value\"");
        assertThatThrownBy(() -> Matcher.parse("kind=~\"(\"")).hasMessageContaining("not a pattern");
    }

    @Test
    void shouldInhibitOnlyTargetsWithEqualLabelsAndNeverItself() {
        InhibitRule rule = CONFIG.inhibitRules().get(0);
        Map<String, String> source = Map.of("alert", "SourceSilent", "source", "weibo");

        assertThat(rule.inhibits(source, Map.of("kind", "shift", "source", "weibo")))
                .isTrue();
        assertThat(rule.inhibits(source, Map.of("kind", "shift", "source", "mall")))
                .isFalse();
        assertThat(rule.inhibits(source, Map.of("kind", "surge", "source", "weibo")))
                .isFalse();
        Map<String, String> both = Map.of("alert", "SourceSilent", "kind", "flatline", "source", "weibo");
        assertThat(rule.inhibits(both, both)).isFalse();
    }

    @Test
    void shouldKnowTheNightAcrossMidnightAndWeekdays() {
        TimeInterval night = CONFIG.timeIntervals().get("night");

        assertThat(night.contains(at("2026-11-11T21:59:59+08:00"))).isFalse();
        assertThat(night.contains(at("2026-11-11T22:00:00+08:00"))).isTrue();
        assertThat(night.contains(at("2026-11-12T06:59:59+08:00"))).isTrue();
        assertThat(night.contains(at("2026-11-12T07:00:00+08:00"))).isFalse();

        TimeInterval fridayNight = new TimeInterval(
                "friday", night.spans(), Set.of(java.time.DayOfWeek.FRIDAY), ZoneId.of("Asia/Shanghai"));
        assertThat(fridayNight.contains(at("2026-11-13T23:00:00+08:00"))).isTrue();
        assertThat(fridayNight.contains(at("2026-11-14T05:00:00+08:00"))).isTrue();
        assertThat(fridayNight.contains(at("2026-11-13T05:00:00+08:00"))).isFalse();
    }

    private static long at(String time) {
        return WireTime.parse(time).toInstant().toEpochMilli();
    }

    private static List<String> receivers(Map<String, String> labels) {
        return CONFIG.route().match(labels).stream().map(Route::receiver).toList();
    }
}
