package io.tidewatch.series;

import static io.tidewatch.series.SeriesRules.is;
import static io.tidewatch.series.SeriesRules.recover;
import static io.tidewatch.series.SeriesRules.warning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.Condition.Operator;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SurgeSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A series whose counts mean something else from one moment on. */
class RebaseGuardTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long CHANGE = 1_800_000_000_000L / DAY * DAY + 5 * DAY;

    @Test
    void shouldReportAStepWhenNothingHasBeenRedefined() throws Exception {
        assertThat(tripled("a", "a", 7, 7)).isNotEmpty();
    }

    @Test
    void shouldNotReportAStepWhenTheIssueHasBeenRedefined() throws Exception {
        assertThat(tripled("a", "b", 7, 7)).isEmpty();
    }

    @Test
    void shouldNotReportAStepWhenTheModelHasChanged() throws Exception {
        assertThat(tripled("a", "a", 7, 8)).isEmpty();
    }

    /** Alerts after the volume has tripled with a change; the series is packed and unpacked at the change. */
    private static List<RuleReading> tripled(String before, String after, long modelBefore, long modelAfter)
            throws Exception {
        Series s = Series.steady(CHANGE - 14 * DAY, CHANGE - DAY, 10, 0);
        List<RuleReading> out = new ArrayList<>();
        int n = 0;
        for (long at = CHANGE - DAY + MINUTE; at < CHANGE + DAY / 2; at += MINUTE) {
            boolean changed = at > CHANGE;
            if (at == CHANGE) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                s.pack(new DataOutputStream(bytes));
                s = Series.unpack(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 0);
            }
            for (int i = 0; i < (changed ? 6 : 2); i++) {
                s.add(message("m" + n++, at - MINUTE + i).readBy(changed ? modelAfter : modelBefore));
            }
            s.means(changed ? after : before, at);
            s.read(at, List.of(rule()), MINUTE).stream()
                    .filter(r -> r.level() != null)
                    .forEach(out::add);
        }
        return out;
    }

    private static SeriesMessage message(String id, long time) {
        return SeriesMessage.builder(time, id)
                .negative(true)
                .author(StableHash.fast(id))
                .text(id)
                .channel("social")
                .source("weibo")
                .build();
    }

    private static Rule rule() {
        return SeriesRules.rule(
                "Surge",
                MINUTE,
                new SurgeSpec(10 * MINUTE, recover(Metric.SCORE, Operator.BELOW, 0, 30 * MINUTE)),
                warning(is(Metric.SCORE, Operator.AT_LEAST, 3)));
    }
}
