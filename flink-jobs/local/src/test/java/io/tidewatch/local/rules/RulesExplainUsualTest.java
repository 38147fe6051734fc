package io.tidewatch.local.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.local.Tidewatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Why so much is usual, on recordings of a few complaints an hour that begin on a Monday. */
class RulesExplainUsualTest {
    private static final OffsetDateTime START = OffsetDateTime.parse("2026-11-02T00:00:00+08:00");
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;
    private static final String RULES = """
            apiVersion: tidewatch/v1
            groups:
            - name: g
              interval: 5m
              rules:
              - alert: Swell
                kind: surge
                where: complaint
                by: [region]
                window: 30m
                windows: [6h]
                severities: {warning: {surprise: '>= 6', ratio: '>= 2.5', originals: '>= 6'}}
                recover: {ratio: '< 2', hold: 30m}
              - alert: OfIssue
                kind: surge
                where: complaint
                by: [issue]
                window: 6h
                severities: {warning: {surprise: '>= 6', ratio: '>= 2.5', originals: '>= 6'}}
            """;

    /** Each of another category. */
    private static final List<String> COMPLAINTS = List.of(
            "第%d个快递五天没动静了",
            "第%d次买的衣服质量太差，一穿就坏了",
            "第%d遍了客服态度恶劣",
            "第%d单退款半个月了还没到账",
            "第%d次支付失败，付不了款",
            "第%d次打开App就闪退",
            "第%d家门店店员爱答不理",
            "第%d个优惠券用不了");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** By time, then in the order in which they were said. */
    private final TreeMap<Long, String> lines = new TreeMap<>();

    @TempDir
    private Path directory = Path.of("");

    private Path rules = Path.of("");

    @BeforeEach
    void write() throws IOException {
        rules = Files.writeString(directory.resolve("rules.yaml"), RULES);
    }

    @Test
    void shouldSayThatAPeakRecursInThisHour() throws IOException {
        // given: every day 25 more from 15:15 to 15:45, and five times as many on the third Friday
        everyHour(0, 19, 4);
        for (int day = 0; day < 19; day++) {
            say(day < 18 ? 25 : 125, day * DAY + 15 * HOUR + 15, 30);
        }

        // when
        whyNot("2026-11-19T15:40:00+08:00");

        // then
        Matcher peak = found(
                "peak       usual at 15:00 to 16:00 on working days: (\\d+\\.\\d+) in 30m; the smooth day alone would"
                        + " expect (\\d+\\.\\d+): a peak recurs in this hour \\(ratio (\\d+\\.\\d+)\\)");
        assertThat(figure(peak, 1)).isBetween(12.0, 27.0);
        assertThat(figure(peak, 2)).isBetween(2.0, 8.0);
        assertThat(figure(peak, 3)).isCloseTo(figure(peak, 1) / figure(peak, 2), within(0.02));
        assertThat(out.toString()).doesNotContain("  level ", "  bursts ");

        // when
        explain("the next one, ([0-9a-f]{16}), fired");

        // then
        Matcher part =
                found("baseline   (\\d+\\.\\d+) \\(\\d+–\\d+\\) messages in words of their own are usual in 30m at"
                        + " that hour\n"
                        + "  peak       (\\d+\\.\\d+) of the (\\d+\\.\\d+) usual in 30m are a peak that recurs at 15:00 to 16:00 on working"
                        + " days; the smooth day alone would expect (\\d+\\.\\d+) \\(ratio \\d\\.\\d+\\)");
        assertThat(part.group(3)).isEqualTo(part.group(1));
        Matcher range = found("baseline   (\\d+\\.\\d+) \\((\\d+)–(\\d+)\\) messages");
        assertThat(figure(range, 1)).isBetween(figure(range, 2), figure(range, 3));
        assertThat(figure(part, 2) + figure(part, 4)).isCloseTo(figure(part, 1), within(0.02));
        assertThat(figure(part, 2)).isGreaterThan(5);
    }

    @Test
    void shouldSayThatBurstsRecur() throws IOException {
        // given: four hours a day, at another time each day
        everyHour(0, 13, 4);
        for (int day = 0; day < 12; day++) {
            say(100, day * DAY + day * 7 % 20 * HOUR, 240);
        }

        // when
        whyNot("2026-11-14T01:00:00+08:00");

        // then
        Matcher bursts = found(
                "bursts     bursts recur here: (\\d+)% of the last weeks were in one, so more is learnt of them, (\\d+)%"
                        + " of what other times teach in place of 10%");
        assertThat(figure(bursts, 1)).isBetween(5.0, 17.0);
        assertThat(figure(bursts, 2)).isCloseTo(100 * (figure(bursts, 1) - 3) / 13, within(5.0));
        assertThat(out.toString()).doesNotContain("  level ", "  peak ");
    }

    @Test
    void shouldSayWhatTheLevelWasAndIs() throws IOException {
        // given: five times as much from the second Monday on
        everyHour(0, 7, 4);
        everyHour(7, 10, 20);

        // when
        whyNot("2026-11-11T12:00:00+08:00");

        // then
        Matcher taken = found(
                "level      taken as new at 2026-11-(?:09T2|10T0)\\d:\\d\\d:00\\+08:00: (\\d+\\.\\d+) messages a day were"
                        + " usual before, (\\d+\\.\\d+) are now");
        assertThat(figure(taken, 1)).isCloseTo(4 * 24, within(10.0));
        assertThat(figure(taken, 2)).isCloseTo(20 * 24, within(60.0));
        assertThat(out.toString()).doesNotContain("  peak ", "  bursts ");

        // when
        explain("the last one before, ([0-9a-f]{16}), fired");

        // then
        Matcher over = found(
                "over at (\\S+) \\(it had been steady(?s:.*)\n"
                        + "  level      over as a new level at (\\S+): (\\S+) messages a day were usual before it began, (\\d+\\.\\d+) are now");
        assertThat(over.group(2)).isEqualTo(over.group(1));
        assertThat(over.group(3)).isEqualTo(taken.group(1));
        assertThat(figure(over, 4)).isCloseTo(20 * 24, within(60.0));
    }

    @Test
    void shouldSayThatEverythingIsComplainedOfMore() throws IOException {
        // given: eight categories, of each three times as much on the second Wednesday
        for (int hour = 0; hour < 10 * 24; hour++) {
            for (String text : COMPLAINTS) {
                say(text, hour < 9 * 24 ? 4 : 12, hour * HOUR, HOUR);
            }
        }

        // when
        whyNot("OfIssue", "issue=logistics.transit_delay", "2026-11-11T18:00:00+08:00");

        // then
        Matcher tide = found("tide       most categories had (\\d\\.\\d+) times as many complaints as usual at"
                + " 2026-11-11T1\\d:\\d\\d:00\\+08:00, so that is expected here too");
        assertThat(figure(tide, 1)).isBetween(2.0, 3.0);

        // when
        whyNot("2026-11-11T18:00:00+08:00");

        // then
        assertThat(out.toString()).as("a rule of no issue").doesNotContain("  tide ");
    }

    private void everyHour(int firstDay, int untilDay, int people) {
        for (int hour = firstDay * 24; hour < untilDay * 24; hour++) {
            say(people, hour * HOUR, HOUR);
        }
    }

    /** So many different people, spread over some minutes. */
    private void say(int people, int minute, int minutes) {
        say(COMPLAINTS.get(0), people, minute, minutes);
    }

    private void say(String text, int people, int minute, int minutes) {
        for (int i = 0; i < people; i++) {
            int n = lines.size();
            double part = (i + n * 0.618 % 1) / people;
            OffsetDateTime time = START.plusSeconds(Math.round(60 * (minute + part * minutes)));
            lines.put(
                    time.toEpochSecond() * 100_000 + n,
                    String.format(
                            "{\"id\":\"a:%d\",\"source\":\"a\",\"channel\":\"phone\",\"event_time\":\"%s\","
                                    + "\"text\":\"" + text + "\",\"customer\":{\"id\":\"c%d\",\"region\":\"浙江\"}}%n",
                            n,
                            time,
                            n,
                            n));
        }
    }

    /** Of the alert that the last answer names. */
    private void explain(String alert) throws IOException {
        String id = found(alert).group(1);
        run("rules", "explain", id, "--rules", rules.toString(), "--in", recording());
    }

    private void whyNot(String at) throws IOException {
        whyNot("Swell", "region=浙江", at);
    }

    private void whyNot(String rule, String group, String at) throws IOException {
        run(
                "rules",
                "explain",
                "--rules",
                rules.toString(),
                "--in",
                recording(),
                "--rule",
                rule,
                "--group",
                group,
                "--at",
                at);
    }

    private String recording() throws IOException {
        return Files.writeString(directory.resolve("a.jsonl"), String.join("", lines.values()))
                .toString();
    }

    private Matcher found(String pattern) {
        Matcher m = Pattern.compile(pattern).matcher(out.toString());
        assertThat(m.find()).as("%s in%n%s", pattern, out).isTrue();
        return m;
    }

    private static double figure(Matcher of, int group) {
        return Double.parseDouble(of.group(group));
    }

    private void run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line = Tidewatch.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        assertThat(line.execute(arguments)).as(err.toString()).isZero();
    }
}
