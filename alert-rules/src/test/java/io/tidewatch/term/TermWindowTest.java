package io.tidewatch.term;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import io.tidewatch.episode.Signal;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeriesSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.series.SeriesMessage;
import io.tidewatch.time.ActiveTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermWindowTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long START = 20_000 * DAY;
    private static final Group GROUP = new Group(List.of("region"), List.of("浙江"));

    private final Rule rule = new Rule(
            "Word",
            new Rule.Hashes("v", "s"),
            new Rule.Scope(new SeriesSpec("", List.of("region"), "h"), row -> true, null),
            new Rule.Timing(5 * MINUTE, 0, 0, ActiveTimes.ALWAYS),
            new Rule.Alerting(
                    List.of(new SeverityLevel(
                            Severity.INFO, List.of(new Condition(Metric.ORIGINALS, Condition.Operator.AT_LEAST, 5)))),
                    null,
                    Map.of(),
                    null,
                    null,
                    3,
                    List.of()),
            Rule.Limits.DEFAULT,
            new NewTermSpec(HOUR, DAY, 30 * MINUTE));
    private final TermsInMemory store = new TermsInMemory();
    private final TermWindow window = new TermWindow(rule, store);
    private int number;

    @Test
    void shouldAlertOnAWordThatTheBackgroundDoesNotHave() {
        usual(START, DAY);
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            window.take(message(START + DAY + i * MINUTE, "漏水"));
        }

        window.advance(GROUP, START + DAY + 10 * MINUTE, signals::add);

        assertThat(signals).hasSize(1);
        assertThat(signals.get(0).group()).isEqualTo(new Group(List.of("region", "keyword"), List.of("浙江", "漏水")));
        assertThat(signals.get(0).reading().value().originals()).isEqualTo(6);
        assertThat(signals.get(0).reading().value().expected()).isLessThan(1);
        assertThat(signals.get(0).reading().evidence().samples()).hasSize(3);
    }

    @Test
    void shouldFindNothingInAWordThatIsAsFrequentAsEver() {
        usual(START, DAY + HOUR);

        assertThat(window.compare(START + DAY + HOUR).words())
                .noneMatch(w -> w.holds(rule.severities().get(0)));
    }

    @Test
    void shouldSayNothingOfAGroupThatIsHardlyKnown() {
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            window.take(message(START + i * MINUTE, "漏水"));
        }

        window.advance(GROUP, START + HOUR, signals::add);

        assertThat(signals).isEmpty();
        assertThat(window.compare(START + HOUR).observedMs()).isLessThan(TermWindow.leastObservedMs(rule));
    }

    @Test
    void shouldNameWordsOfTheSameMessagesOnce() {
        usual(START, DAY);
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            window.take(message(START + DAY + i * MINUTE, "漏水", "返厂"));
        }

        window.advance(GROUP, START + DAY + 10 * MINUTE, signals::add);

        assertThat(signals)
                .singleElement()
                .satisfies(s -> assertThat(s.reading().evidence().keywords()).containsExactlyInAnyOrder("漏水", "返厂"));
    }

    @Test
    void shouldTakeAWordForTheSameWithAndWithoutMarks() {
        usual(START, DAY);
        window.take(message(START + DAY, "漏水，"));
        window.take(message(START + DAY + 1, "「漏水」"));
        window.take(message(START + DAY + 2, "！？"));

        assertThat(window.compare(START + DAY + 5 * MINUTE).words())
                .filteredOn(
                        w -> w.messages().stream().noneMatch(m -> m.keywords().contains("物流")))
                .extracting(w -> w.verdict().word() + w.messages().size())
                .containsExactly("漏水2");
    }

    @Test
    void shouldLeaveOutWhatAnIntervalHasTooManyOf() {
        int taken = 0;
        for (int i = 0; i < 250; i++) {
            taken += window.take(message(START + i, "物流")) ? 1 : 0;
        }

        assertThat(taken).isEqualTo(200);
        assertThat(window.compare(START + HOUR).originals()).isEqualTo(200);
    }

    @Test
    void shouldForgetEverythingWhenNothingIsSaidForAsLongAsItLooksBack() {
        usual(START, HOUR);

        long next = window.advance(GROUP, START + HOUR, s -> {});
        int woken = 0;
        long last = START;
        while (next != TermWindow.NEVER) {
            assertThat(next).isGreaterThan(last);
            last = next;
            next = window.advance(GROUP, next, s -> {});
            woken++;
        }

        assertThat(woken).isBetween(1, 100);
        assertThat(last).isBetween(START + HOUR + DAY, START + 4 * HOUR + DAY);
        assertThat(store.clock()).isNull();
        assertThat(store.recent().isEmpty() && store.background().isEmpty()).isTrue();
    }

    /** A message of every minute of an ordinary day, advanced as it goes. */
    private void usual(long from, long ms) {
        for (long at = from; at < from + ms; at += MINUTE) {
            window.take(message(at, "物流", at / MINUTE % 2 == 0 ? "很慢" : "客服"));
            if (at % (5 * MINUTE) == 0) {
                window.advance(GROUP, at, s -> {});
            }
        }
    }

    private SeriesMessage message(long time, String... keywords) {
        String id = "m" + number++;
        return SeriesMessage.builder(time, id)
                .original(true)
                .author(number)
                .text(String.join(" ", keywords))
                .channel("social")
                .source("weibo")
                .keywords(List.of(keywords))
                .build();
    }
}
