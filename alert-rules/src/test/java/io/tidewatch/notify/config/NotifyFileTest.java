package io.tidewatch.notify.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.time.TimeInterval;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.util.List;
import org.junit.jupiter.api.Test;

public class NotifyFileTest {
    /** Every section of the contract. */
    public static final String WHOLE = """
            apiVersion: tidewatch/notify/v1
            public_url: https://tidewatch.example.com/
            people:
              li.wei: {name: 李伟, dingtalk: '+86-13800000000', wecom: liwei, email: li.wei@example.com, lang: zh, timezone: Asia/Shanghai}
            owners:
              logistics-oncall: {receiver: logistics, people: [li.wei], fallback: duty-manager}
              duty-manager: {receiver: pr-desk}
            time_intervals:
            - {name: night, times: [{start: '22:00', end: '07:00'}], location: Asia/Shanghai}
            route:
              receiver: digest
              group_by: [incident]
              group_wait: 10s
              group_interval: 2m
              repeat_interval: 4h
              routes:
              - {matchers: ['severity="critical"'], receiver: owner, group_wait: 0s, escalation: p1, continue: true}
              - {matchers: ['kind="shift"'], receiver: pr-desk, mute_time_intervals: [night]}
            inhibit_rules:
            - {name: source-gap, source_matchers: ['alert="SourceSilent"'], target_matchers: ['kind=~"shift|new_term|flatline"'], equal: [source]}
            escalations:
              p1: [{notify: owner, wait: 5m}, {notify: fallback, wait: 10m}, {notify: duty-manager}]
            reopen_after_ack: {severity_up: true, peak_growth: 0.5, new_region: 1h, new_channel: 1h}
            receivers:
            - name: logistics
              channels: [{type: dingtalk, url: 'file:secrets/ding.url', secret: 'file:secrets/ding.key', mention: people}]
              fallback_after: 60s
              fallback: [{type: wecom, url: 'env:WECOM_URL'}]
            - {name: pr-desk, channels: [{type: webhook, url: 'http://127.0.0.1:8080/hook', secret: 'env:HOOK'}]}
            - {name: digest, channels: [{type: email, smtp: 'smtps://mail:465', from: tidewatch@example.com, to: [voc@example.com, b@example.com]}], digest: {at: '09:00', content: [top_issues, week_change, open_incidents]}}
            heartbeat: {every: 5m, url: 'env:HEARTBEAT_URL', human_test: {each: shift, receivers: [logistics]}}
            """;

    @Test
    void shouldReadEverySection() {
        NotifyConfig c = NotifyFile.readOrThrow("notify.yaml", WHOLE);

        assertThat(c.publicUrl()).isEqualTo("https://tidewatch.example.com");
        assertThat(c.people().get("li.wei").contacts()).containsEntry("dingtalk", "+86-13800000000");
        assertThat(c.owners().get("logistics-oncall").fallback()).isEqualTo("duty-manager");
        assertThat(c.timeIntervals().get("night").spans()).containsExactly(new TimeInterval.Span(1320, 420));
        assertThat(c.route().groupWaitMs()).isEqualTo(10_000);
        assertThat(c.route().routes().get(0).groupWaitMs()).isZero();
        assertThat(c.route().routes().get(0).groupIntervalMs()).isEqualTo(120_000);
        assertThat(c.route().routes().get(0).continues()).isTrue();
        assertThat(c.inhibitRules()).hasSize(1);
        assertThat(c.escalations().get("p1")).hasSize(3);
        assertThat(c.reopenAfterAck()).isEqualTo(new ReopenAfterAck(true, 0.5, 3_600_000, 3_600_000));
        assertThat(c.receivers().get("logistics").fallbackAfterMs()).isEqualTo(60_000);
        assertThat(c.receivers().get("digest").channels().get(0).option("to"))
                .isEqualTo("voc@example.com,b@example.com");
        assertThat(c.receivers().get("digest").digest().atMinute()).isEqualTo(540);
        assertThat(c.heartbeat().humanTestEach()).isEqualTo("shift");
    }

    @Test
    void shouldReadThePackagedFileWithoutAnyProblem() {
        Problems problems = new Problems();

        NotifyConfig c = NotifyFile.read("notify.yaml", NotifyFile.packagedText(), problems);

        assertThat(problems.list()).allMatch(Problem::isNotApplied);
        assertThat(c).isNotNull();
        assertThat(c.owners()).containsKeys("logistics-oncall", "food-safety-oncall", "duty-manager");
    }

    @Test
    void shouldReportAllProblemsAtOnceWithPlaceAndSuggestion() {
        String text = """
                apiVersion: tidewatch/notify/v2
                owner: {}
                owners:
                  a: {receiver: defalt, people: [nobody]}
                  b: {receiver: default, fallback: b}
                route:
                  receiver: default
                  group_by: [region]
                  group_interval: 0s
                  routes:
                  - {matchers: ['severity=='], reciever: x}
                  - {matchers: ['kind=~"("'], receiver: owner, escalation: p9, mute_time_intervals: [nite]}
                receivers:
                - {name: default, channels: [{type: webhok}]}
                - {name: default, channels: [{type: console, url: 'http://x'}]}
                """;

        assertThat(errors(text))
                .anyMatch(e -> e.startsWith("f:1:13: apiVersion: 'tidewatch/notify/v2', expected tidewatch/notify/v1"))
                .anyMatch(e -> e.contains("unknown field 'owner', did you mean 'owners'?"))
                .anyMatch(e -> e.contains("owners.a.receiver: unknown receiver 'defalt', did you mean 'default'?"))
                .anyMatch(e -> e.contains("unknown person 'nobody'"))
                .anyMatch(e -> e.contains("owners.b.fallback: 'b' cannot stand in for itself"))
                .anyMatch(e -> e.contains("owners.b.receiver: 'default' is the default receiver"))
                .anyMatch(e -> e.contains("group_by: [region], expected [incident]"))
                .anyMatch(e -> e.contains("group_interval: '0s', expected at least 1s"))
                .anyMatch(e -> e.contains("unknown field 'reciever', did you mean 'receiver'?"))
                .anyMatch(e -> e.contains("'severity==', expected label=\"value\""))
                .anyMatch(e -> e.contains("not a pattern"))
                .anyMatch(e -> e.contains("unknown escalation 'p9'"))
                .anyMatch(e -> e.contains("unknown time interval 'nite'"))
                .anyMatch(e -> e.contains("unknown channel type 'webhok', did you mean 'webhook'?"))
                .anyMatch(e -> e.contains("receiver 'default' is there twice"))
                .anyMatch(e -> e.contains("channels[0].url: unknown field 'url'"));
    }

    @Test
    void shouldRefuseSecretsInTheFileWithoutRepeatingThem() {
        String text = """
                apiVersion: tidewatch/notify/v1
                route: {receiver: a}
                receivers:
                - name: a
                  channels:
                  - {type: dingtalk, url: 'https://oapi.dingtalk.com/robot/send?access_token=topsecret', secret: SECtopsecret}
                  - {type: webhook, url: 'https://user:topsecret@hooks.example.com/', secret: whsec_topsecret}
                  - {type: webhook, url: 'https://hooks.example.com/?key=topsecret', secret: 'env:X'}
                  - {type: webhook, url: 'http://127.0.0.1:9000/hook', secret: 'env:X'}
                """;

        List<String> errors = errors(text);

        assertThat(errors).hasSize(5).noneMatch(e -> e.contains("topsecret"));
        assertThat(errors.get(0)).contains("channels[0]", "expected a reference such as file:secrets/dingtalk.");
    }

    @Test
    void shouldRefuseWhatIsNotYaml() {
        assertThat(errors("route: [")).hasSize(1).first().asString().contains("not YAML");
        assertThat(errors("")).hasSize(1);
    }

    private static List<String> errors(String text) {
        Problems problems = new Problems();
        NotifyConfig c = NotifyFile.read("f", text, problems);
        List<String> errors = problems.list().stream()
                .filter(p -> !p.warning())
                .map(Problem::toString)
                .toList();
        assertThat(c == null).isEqualTo(!errors.isEmpty());
        return errors;
    }
}
