package io.tidewatch.series;

import static io.tidewatch.series.SeriesPlay.DAY;
import static io.tidewatch.series.SeriesPlay.MINUTE;
import static io.tidewatch.series.SeriesPlay.SECOND;
import static io.tidewatch.series.SeriesPlay.START;
import static io.tidewatch.series.SeriesPlay.message;
import static io.tidewatch.series.SeriesRules.is;
import static io.tidewatch.series.SeriesRules.recover;
import static io.tidewatch.series.SeriesRules.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SurgeSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowReadingsTest {
    private static final long HOUR = 60 * MINUTE;
    private static final Rule RULE = SeriesRules.rule(
            "Swell",
            30 * SECOND,
            new SurgeSpec(
                    List.of(10 * MINUTE, HOUR, 6 * HOUR, DAY), recover(Metric.RATIO, Operator.BELOW, 3, 10 * MINUTE)),
            warning(
                    is(Metric.SURPRISE, Operator.AT_LEAST, 6),
                    is(Metric.RATIO, Operator.AT_LEAST, 3),
                    is(Metric.ORIGINALS, Operator.AT_LEAST, 6)));

    private final Series series = Series.steady(START - 28 * DAY, START, 1.0 / 7 / 288, 0);

    @Test
    void shouldShowTheWindowThatItWasToldIn() {
        List<RuleReading> readings = play(8, 15 * MINUTE, 2 * HOUR);

        assertThat(readings).isNotEmpty();
        assertThat(readings).extracting(RuleReading::windowMs).containsOnly(6 * HOUR);
        assertThat(readings.get(readings.size() - 1).value().originals()).isEqualTo(8);
    }

    @Test
    void shouldNotStayOpenForTheDayThatABurstIsSeenIn() {
        List<RuleReading> readings = play(60, MINUTE, 8 * HOUR);

        RuleReading end =
                readings.stream().filter(RuleReading::recovered).findFirst().orElseThrow();
        assertThat(end.at() - START).isBetween(HOUR, 2 * HOUR);
        assertThat(readings.stream().filter(r -> r.at() > end.at())).isEmpty();
    }

    private List<RuleReading> play(int messages, long every, long until) {
        List<RuleReading> out = new ArrayList<>();
        int n = 0;
        for (long at = START + 30 * SECOND; at <= START + until; at += 30 * SECOND) {
            for (; n < messages && START + n * every < at; n++) {
                series.add(message("m" + n, START + n * every, true));
            }
            out.addAll(series.read(at, List.of(RULE), 30 * SECOND));
        }
        return out;
    }
}
