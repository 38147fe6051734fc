package io.tidewatch.rule.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestFileReaderTest {
    private static final String FILE = "rule_files: [rules/a.yaml]\n"
            + "notify_file: notify.yaml\n"
            + "tests:\n"
            + "- name: t\n"
            + "  baseline: [{rule: A, group: {region: 浙江}, expected: 12/10m}]\n"
            + "  input_events:\n"
            + "  - {at: 1m, every: 2s, times: 3, text: '第{{n}}条', author: 'u{{n}}', followers: 7, region: 浙江, order: o1}\n"
            + "  - {at: 5m, event_time: 4m, times: 2, repost_of: first, author: {id: r, role: media}}\n"
            + "  faults: [{at: 2m, kill: task}]\n"
            + "  alert_rule_test:\n"
            + "  - {eval_time: 10m, alertname: A, exp_alerts: [{exp_labels: {severity: info}, exp_value: {posts: 5}}]}\n"
            + "  notification_test:\n"
            + "  - {eval_time: 9m, exp_notifications: [{receiver: r, status: firing, times: 1}], exp_inhibited: []}\n";

    private final Problems problems = new Problems();

    private TestFile read(String text) {
        return TestFileReader.read("t.yaml", text, name -> name.equals("there.txt") ? "一\n\n二\n" : null, problems);
    }

    @Test
    void shouldReadEveryKey() {
        // when
        TestFile file = read(FILE);

        // then
        assertThat(problems.list()).isEmpty();
        RuleTest test = file.tests().get(0);
        List<TestMessage> messages = TestMessages.of(test);
        assertThat(messages)
                .extracting(m -> m.comesAt() - test.start())
                .containsExactly(60_000L, 62_000L, 64_000L, 300_000L, 300_000L);
        assertThat(messages.get(1).feedback().text()).isEqualTo("第2条");
        assertThat(messages.get(1).feedback().author().id()).isEqualTo("u2");
        assertThat(messages.get(1).feedback().author().followers()).isEqualTo(7);
        assertThat(messages.get(1).feedback().orderId()).isEqualTo("o1");
        assertThat(messages.get(3).feedback().repostOf())
                .isEqualTo(messages.get(0).feedback().id());
        assertThat(messages.get(3).feedback().text()).isEqualTo("第1条");
        assertThat(messages.get(3).feedback().eventTime() - test.start()).isEqualTo(240_000);
        assertThat(messages.get(3).feedback().author().role()).isEqualTo(AuthorRole.MEDIA);
        assertThat(test.kills()).extracting(TaskKill::at).containsExactly(120_000L);
        assertThat(test.baselines().get(0).expectedIn(300_000)).isEqualTo(6);
        assertThat(test.end()).isEqualTo(600_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "rule_files|rule_filez|1|did you mean 'rule_files'?",
                "baseline|baselines|5|did you mean 'baseline'?",
                "expected: 12/10m|expected: twelve|5|expected a count in a stretch of time such as 12/10m",
                "followers: 7|followerz: 7|7|did you mean 'followers'?",
                "followers: 7|followers: many|7|expected a number",
                "times: 3|times: 0|7|expected a number from 1",
                "text: '第{{n}}条'|text_file: none.txt|7|cannot read 'none.txt'",
                "event_time: 4m|event_time: 6m|8|after it comes",
                "role: media|role: robot|8|expected one of",
                "repost_of: first|repost_of: nobody|8|was not said before",
                "kill: task|kill: node|9|expected task",
                "at: 2m, kill: task|at: 2m, receiver: r|9|missing field 'respond'",
                "at: 2m, kill: task|at: 2m, receiver: r, respond: {http: 503}|9|how long the receiver answers so",
                "at: 2m, kill: task|at: 2m, for: 1m, respond: {http: 503}|9|missing field 'receiver'",
                "at: 2m, kill: task|at: 2m, for: 1m, receiver: r, respond: {http: 99}|9|expected a status from 100 to 599",
                "at: 2m, kill: task|at: 2m, for: 1m, receiver: r, respond: {htp: 503}|9|did you mean 'http'?",
                "at: 2m, kill: task|at: 2m, for: 1m, receiver: r, respond: {errcode: busy}|9|expected a whole number",
                "at: 2m, kill: task|at: 2m, for: 1m, receiver: r, kill: task, respond: {http: 503}|9|unknown",
                "eval_time: 10m|eval_tim: 10m|11|missing field 'eval_time'",
                "posts: 5|originalz: 5|11|did you mean 'originals'?",
                "posts: 5|posts: '=> 5'|11|expected a comparison",
                "status: firing|status: fired|13|expected one of firing, amended, resolved",
                "exp_inhibited: []|exp_inhibited: {a: B}|13|expected"
            })
    void shouldNameFaultAtItsLine(String right, String wrong, int line, String message) {
        // when
        read(FILE.replaceFirst(java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong)));

        // then
        assertThat(problems.list())
                .anyMatch(p -> p.line() == line && p.message().contains(message));
    }

    @Test
    void shouldTakeTheLinesOfAFileInTurn() {
        TestFile file = read(FILE.replace("text: '第{{n}}条'", "text_file: there.txt"));

        assertThat(problems.list()).extracting(Problem::toString).isEmpty();
        assertThat(TestMessages.of(file.tests().get(0)))
                .extracting(m -> m.feedback().text())
                .startsWith("一", "二", "一");
    }

    @Test
    void shouldReadTheShippedTests() throws Exception {
        Path shipped = Path.of("tests/shipped.yaml");
        TestFile file = TestFileReader.read(
                "shipped.yaml",
                Files.readString(shipped),
                name -> {
                    try {
                        return Files.readString(Path.of("tests").resolve(name));
                    } catch (java.io.IOException e) {
                        return null;
                    }
                },
                problems);

        assertThat(problems.list()).isEmpty();
        assertThat(file.tests()).isNotEmpty();
    }
}
