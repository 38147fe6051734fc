package io.tidewatch.series;

import static io.tidewatch.series.SeriesPlay.DAY;
import static io.tidewatch.series.SeriesPlay.MINUTE;
import static io.tidewatch.series.SeriesPlay.SECOND;
import static io.tidewatch.series.SeriesPlay.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Severity;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.rule.file.RuleReferences;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.time.TimeInterval;
import io.tidewatch.yaml.Problems;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a rule's active times and its allowed lateness make of the readings of a series. */
class SeriesTimesTest {
    private static final long GRID = 30 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    /** Midnight UTC. */
    private static final long START = 1_800_000_000_000L / DAY * DAY;

    private static final String TEN =
            "kind: threshold, where: complaint, window: 10m, severities: {warning: {originals:"
                    + " '>= 10'}, critical: {originals: '>= 40'}}";
    private static final String SURGE =
            "kind: surge, where: complaint, window: 10m, severities: {warning: {sensitivity:"
                    + " normal, originals: '>= 10'}}";

    private int n;

    @Test
    void shouldReadNothingOutsideTheActiveTimesAndBeginInsideThem() {
        Series series = new Series(START, 0);
        Rule rule = rule(TEN + ", active_time_intervals: [night]");

        List<RuleReading> day = play(series, rule, START + 12 * HOUR, START + 12 * HOUR + 30 * MINUTE, 2);
        List<RuleReading> evening = play(series, rule, START + 21 * HOUR + 50 * MINUTE, START + 22 * HOUR + MINUTE, 2);

        assertThat(day).isEmpty();
        assertThat(evening).isNotEmpty().allMatch(r -> r.at() >= START + 22 * HOUR);
        // it had held before, but it begins with the night
        assertThat(evening.get(0).breachSince()).isEqualTo(START + 22 * HOUR);
    }

    @Test
    void shouldReportTheEndOfTheActiveTimesAsRecoveryThoughItGoesOn() {
        Series series = new Series(START, 0);
        Rule rule = rule(TEN + ", active_time_intervals: [night]");

        List<RuleReading> morning =
                play(series, rule, START + 6 * HOUR + 30 * MINUTE, START + 7 * HOUR + 30 * MINUTE, 2);

        assertThat(morning).filteredOn(RuleReading::recovered).hasSize(1);
        RuleReading last = morning.get(morning.size() - 1);
        assertThat(last.recovered()).isTrue();
        assertThat(last.level()).isNull();
        assertThat(last.at()).isEqualTo(START + 7 * HOUR);
        assertThat(last.value().originals()).isGreaterThan(10);
    }

    @Test
    void shouldNotPassOverAnEndBetweenTwoReadings() {
        Series series = new Series(START, 0);
        // read every five minutes, and not active for one of them
        Rule rule = rule("Rule", "5m", "2m", TEN + ", active_time_intervals: [before, after]");

        List<RuleReading> around =
                play(series, rule, START + 11 * HOUR + 30 * MINUTE, START + 12 * HOUR + 20 * MINUTE, 4);

        assertThat(around).filteredOn(RuleReading::recovered).hasSize(1);
        RuleReading end =
                around.stream().filter(RuleReading::recovered).findFirst().orElseThrow();
        assertThat(end.at()).isEqualTo(START + 12 * HOUR + 5 * MINUTE);
        RuleReading next = around.get(around.indexOf(end) + 1);
        assertThat(next.level()).isNotNull();
        assertThat(next.breachSince()).isEqualTo(START + 12 * HOUR + 10 * MINUTE);
    }

    @Test
    void shouldGoOnLearningOutsideTheActiveTimes() {
        Series always = new Series(START, 0);
        Series nights = new Series(START, 0);
        Rule any = rule(SURGE);
        Rule night = rule(SURGE + ", active_time_intervals: [night]");
        for (Map.Entry<Series, Rule> e : List.of(Map.entry(always, any), Map.entry(nights, night))) {
            n = 0;
            play(e.getKey(), e.getValue(), START, START + 2 * DAY + 12 * HOUR, 1);
        }

        // by night both know the same of the days before
        n = 0;
        List<RuleReading> one = play(always, any, START + 2 * DAY + 22 * HOUR, START + 2 * DAY + 23 * HOUR, 20);
        n = 0;
        List<RuleReading> other = play(nights, night, START + 2 * DAY + 22 * HOUR, START + 2 * DAY + 23 * HOUR, 20);

        assertThat(one).isNotEmpty();
        assertThat(other)
                .extracting(r -> r.value().expected())
                .isEqualTo(one.stream().map(r -> r.value().expected()).toList());
        assertThat(other)
                .extracting(r -> r.value().score())
                .isEqualTo(one.stream().map(r -> r.value().score()).toList());
    }

    @Test
    void shouldWatchAFlatlineIntoTheNextActiveTimes() {
        Series series = new Series(START, 0);
        Rule rule = rule(
                "kind: flatline, where: complaint, by: [channel], window: 2h, severities: {warning: {originals: '<="
                        + " 0'}}, active_time_intervals: [night]");

        List<RuleReading> readings = play(series, rule, START, START + 20 * HOUR, 1);
        readings.addAll(read(series, rule, START + 20 * HOUR, START + 2 * DAY));

        assertThat(readings)
                .filteredOn(r -> r.level() != null && r.breachSince() == r.at())
                .extracting(RuleReading::at)
                .containsExactly(START + 22 * HOUR, START + DAY + 22 * HOUR);
        assertThat(readings)
                .filteredOn(RuleReading::recovered)
                .extracting(RuleReading::at)
                .containsExactly(START + DAY + 7 * HOUR);
    }

    @Test
    void shouldCountWhatComesTooLateAndOpenNothingBecauseOfIt() {
        Series series = new Series(START, 0);
        Rule rule = rule(TEN);
        int messages = 12;
        for (int i = 0; i < messages; i++) {
            series.add(say(START + HOUR + i), START + HOUR + i + 121 * SECOND);
        }

        List<RuleReading> readings = read(series, rule, START + HOUR, START + HOUR + 5 * MINUTE);

        assertThat(series.counts(START + HOUR, START + HOUR + 5 * MINUTE).originals())
                .isEqualTo(messages);
        readings.addAll(read(series, rule, START + HOUR + 5 * MINUTE, START + 2 * HOUR));
        assertThat(readings).isEmpty();
    }

    @Test
    void shouldOpenBecauseOfWhatIsLateWithinWhatIsAllowed() {
        Series series = new Series(START, 0);
        for (int i = 0; i < 12; i++) {
            series.add(say(START + HOUR + i), START + HOUR + i + 119 * SECOND);
        }

        List<RuleReading> readings = read(series, rule(TEN), START + HOUR, START + 2 * HOUR);

        assertThat(readings).first().satisfies(r -> assertThat(r.level()).isEqualTo(Severity.WARNING));
    }

    @Test
    void shouldShowWhatCameTooLateButNotRaiseBecauseOfIt() throws IOException {
        Series series = new Series(START, 0);
        Rule rule = rule(TEN);
        for (int i = 0; i < 20; i++) {
            series.add(say(START + HOUR + i));
        }
        for (int i = 0; i < 80; i++) {
            series.add(say(START + HOUR + i), START + HOUR + i + 5 * MINUTE);
        }
        List<RuleReading> early = read(series, rule, START + HOUR, START + HOUR + 5 * MINUTE);

        // over a restart, in the middle of it
        Series restored = Series.unpack(new DataInputStream(new ByteArrayInputStream(SeriesPlay.pack(series))), 0);
        List<RuleReading> later = read(restored, rule, START + HOUR + 5 * MINUTE, START + HOUR + 9 * MINUTE);
        Series again = Series.unpack(new DataInputStream(new ByteArrayInputStream(SeriesPlay.pack(restored))), 0);
        later.addAll(read(again, rule, START + HOUR + 9 * MINUTE, START + 2 * HOUR));

        assertThat(early).allMatch(r -> r.value().originals() == 20);
        assertThat(later).anyMatch(r -> r.value().originals() == 100);
        assertThat(later).noneMatch(r -> r.level() == Severity.CRITICAL);
        assertThat(later).filteredOn(RuleReading::recovered).hasSize(1);
    }

    @Test
    void shouldLetEachRuleSayWhatIsTooLate() {
        Series series = new Series(START, 0);
        Rule strict = rule("Strict", "30s", "1m", TEN);
        Rule patient = rule("Patient", "30s", "10m", TEN);
        for (int i = 0; i < 12; i++) {
            series.add(say(START + HOUR + i), START + HOUR + i + 5 * MINUTE);
        }

        List<RuleReading> readings = new ArrayList<>();
        for (long at = START + HOUR; at <= START + 2 * HOUR; at += GRID) {
            readings.addAll(series.read(at, List.of(strict, patient), GRID));
        }

        assertThat(readings).extracting(RuleReading::rule).containsOnly("Patient");
    }

    @Test
    void shouldLearnWhatComesTooLateButTakeItForNoSurge() {
        // a crowd comes three minutes late, into the bin that is still open
        Series late = new Series(START, 0);
        Series prompt = new Series(START, 0);
        Rule rule = rule(SURGE.replace("normal, originals: '>= 10'", "normal, originals: '>= 3'"));
        for (Series s : List.of(late, prompt)) {
            n = 0;
            play(s, rule, START, START + DAY, 1);
            // enough in time for the volume that the rule asks for
            for (int i = 0; i < 4; i++) {
                s.add(say(START + DAY + MINUTE + i));
            }
            for (int i = 0; i < 200; i++) {
                long eventTime = START + DAY + 5 * SECOND + i;
                s.add(say(eventTime), s == late ? eventTime + 3 * MINUTE : eventTime);
            }
        }

        List<RuleReading> ofLate = read(late, rule, START + DAY, START + DAY + 10 * MINUTE);
        List<RuleReading> ofPrompt = read(prompt, rule, START + DAY, START + DAY + 10 * MINUTE);

        assertThat(ofPrompt).anyMatch(r -> r.level() != null);
        assertThat(ofLate).isEmpty();
    }

    /** Messages at a steady rate, and readings at every instant of the grid. */
    private List<RuleReading> play(Series series, Rule rule, long from, long to, int perMinute) {
        List<RuleReading> out = new ArrayList<>();
        long next = from;
        for (long at = from; at <= to; at += GRID) {
            for (; next < at; next += MINUTE / perMinute) {
                series.add(say(next));
            }
            out.addAll(series.read(at, List.of(rule), GRID));
        }
        return out;
    }

    private static List<RuleReading> read(Series series, Rule rule, long from, long to) {
        List<RuleReading> out = new ArrayList<>();
        for (long at = from + GRID; at <= to; at += GRID) {
            out.addAll(series.read(at, List.of(rule), GRID));
        }
        return out;
    }

    private SeriesMessage say(long time) {
        return message("m" + n++, time, true);
    }

    private static Rule rule(String text) {
        return rule("Rule", "30s", "2m", text);
    }

    private static Rule rule(String name, String interval, String lateness, String text) {
        Problems problems = new Problems();
        RuleSet set = RuleFiles.read(
                Map.of(
                        "test.yaml",
                        "apiVersion: tidewatch/v1\ngroups:\n- {name: g, interval: " + interval + ", allowed_lateness: "
                                + lateness + ", rules: [{alert: " + name + ", " + text + "}]}\n"),
                RuleReferences.of(TaxonomyFiles.packaged())
                        .withTimeIntervals(Map.of(
                                "night", interval("night", 22 * 60, 7 * 60),
                                "before", interval("before", 0, 12 * 60 + 1),
                                "after", interval("after", 12 * 60 + 2, 24 * 60))),
                problems);
        problems.throwIfErrors();
        return set.rules().get(0);
    }

    private static TimeInterval interval(String name, int start, int end) {
        return new TimeInterval(name, List.of(new TimeInterval.Span(start, end)), Set.of(), ZoneOffset.UTC);
    }
}
