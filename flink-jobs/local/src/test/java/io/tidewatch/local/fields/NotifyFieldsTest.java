package io.tidewatch.local.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.notify.config.ChannelType;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.yaml.Problems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of a notify.yaml: two values of it notify other people, at other times or in other words, or it is not
 * applied.
 */
class NotifyFieldsTest {
    private static final String FULL = """
            apiVersion: tidewatch/notify/v1
            public_url: https://tidewatch.example.com
            people:
              li: {name: 李伟, dingtalk: '+86-13800000001', wecom: li, feishu: li, slack: li, email: li@example.com, phone: '1', lang: zh, timezone: Asia/Shanghai}
              zhang: {name: 张敏, dingtalk: '+86-13800000002', lang: zh}
            owners:
              desk: {receiver: team, people: [li], fallback: duty}
              duty: {receiver: standby}
            time_intervals:
            - {name: night, times: [{start: '22:00', end: '07:00'}], weekdays: [wednesday], location: Asia/Shanghai}
            - {name: evening, times: [{start: '20:00', end: '24:00'}]}
            route:
              receiver: rest
              group_by: [incident]
              group_wait: 10s
              group_interval: 2m
              repeat_interval: 4h
              mute_time_intervals: [night]
              active_time_intervals: [evening]
              escalation: p1
              continue: false
              routes:
              - matchers: ['owner="desk"']
                receiver: owner
                group_by: [incident]
                group_wait: 5s
                group_interval: 1m
                repeat_interval: 1h
                mute_time_intervals: [night]
                active_time_intervals: [evening]
                escalation: p1
                continue: true
                routes: [{matchers: ['severity="critical"'], receiver: standby}]
              - {matchers: ['owner="duty"'], receiver: owner}
              - {matchers: ['team="logistics"', 'owner="desk"'], receiver: rest}
            inhibit_rules:
            - {name: source-gap, source_matchers: ['alert="SourceSilent"'], target_matchers: ['kind="shift"'], equal: [region]}
            - {name: second, source_matchers: ['alert="None"'], target_matchers: ['kind="surge"'], equal: []}
            escalations:
              p1: [{notify: owner, wait: 5m}, {notify: fallback}]
            reopen_after_ack: {severity_up: true, peak_growth: 0.5, new_region: 1h, new_channel: 1h}
            receivers:
            - name: team
              channels: [{type: dingtalk, url: 'file:one.url', allow_private: true, mention: people}]
              fallback_after: 60s
              fallback: [{type: console, lang: zh, timeout: 5s}]
              digest: {at: '09:00', content: [top_issues]}
            - {name: standby, channels: [{type: console}]}
            - {name: rest, channels: [{type: console}]}
            - {name: records, channels: [{type: console}]}
            heartbeat: {every: 5m, url: 'env:BEAT', human_test: {each: day, receivers: [team]}}
            """;
    private static final String CHANNEL = "receivers[0].channels[0]";

    private static final Map<String, Object> WEBHOOK =
            Map.of("type", "webhook", "url", "https://example.com/", "secret", "file:one.key");

    /** Two values of what a channel may have; where they come from depends on the server that receives them. */
    private static Map<String, List<Object>> samples;

    private static PlayedDelivery played;

    @BeforeAll
    static void start(@TempDir Path secrets) throws Exception {
        played = new PlayedDelivery(secrets);
        samples = new LinkedHashMap<>();
        samples.put("url", List.of("file:one.url", "file:other.url"));
        samples.put("secret", List.of("file:one.key", "file:other.key"));
        samples.put("mention", List.of("people", "none"));
        samples.put("allow_private", List.of(true, false));
        samples.put("lang", List.of("zh", "en"));
        samples.put("timeout", List.of("5s", "1s"));
        samples.put("routing_key", List.of("file:one.key", "file:other.key"));
        samples.put("smtp", List.of("smtps://mail:465", "smtps://other:465"));
        samples.put("from", List.of("a@example.com", "b@example.com"));
        samples.put("to", List.of(List.of("a@example.com"), List.of("b@example.com")));
        samples.put("username", List.of("a", "b"));
        samples.put("password", List.of("file:one.key", "file:other.key"));
    }

    @AfterAll
    static void stop() {
        played.close();
    }

    @Test
    void shouldDoWhatEveryFieldSays() throws Exception {
        // given
        DeadFields fields = fields();
        file(fields);
        route(fields, "route", "route");
        route(fields, "route.routes[]", "route.routes[0]");
        // when, then
        assertThat(fields.in(Document.of(FULL), "(?!receivers\\[\\]\\.channels\\[\\]\\.).*"))
                .isEmpty();
    }

    static Stream<String> channels() {
        return ChannelType.names().stream();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void shouldDoWhatEveryFieldOfAChannelSays(String type) throws Exception {
        // given
        Map<String, Object> channel = new LinkedHashMap<>(Map.of("type", type));
        DeadFields fields = fields();
        for (String field : ChannelType.of(type).fields()) {
            if (field.equals("type")) {
                continue;
            }
            List<Object> values = samples.get(field);
            assertThat(values).as(field + ": two values of it are wanted here").isNotNull();
            channel.put(field, values.get(0));
            fields.with(
                    "receivers[].channels[]." + field, Change.of(CHANNEL + "." + field, values.get(0), values.get(1)));
        }
        fields.with(
                "receivers[].channels[].timeout",
                Change.of(CHANNEL + ".timeout", "5s", "1s")
                        .in(d -> type.equals("webhook")
                                ? d.with(CHANNEL + ".url", played.url("/slow"))
                                : slow(d, channel)));
        fields.with(
                "receivers[].channels[].type",
                Change.toForeign(d -> d.with(CHANNEL, Map.of("type", type.equals("console") ? "nothing" : "console"))));
        Document full = Document.of(FULL).with(CHANNEL, channel);
        // when, then
        assertThat(fields.in(full, "receivers\\[\\]\\.channels\\[\\]\\.(?!type).*"))
                .as(type)
                .isEmpty();
    }

    private static Document slow(Document d, Map<String, Object> channel) {
        return channel.containsKey("url") ? d.with(CHANNEL + ".url", "file:slow.url") : d;
    }

    private static DeadFields fields() {
        return new DeadFields(NotifyFieldsTest::read, played::sent, NotifyFieldsTest::place);
    }

    private static void file(DeadFields fields) {
        fields.with("apiVersion", Change.refused("apiVersion", "tidewatch/notify/v0"))
                .with(
                        "public_url",
                        Change.of("public_url", "https://tidewatch.example.com", "https://other.example.com"))
                .with("people", Change.to(d -> d.with("people.li.name", "王芳")))
                .with("people.*.name", Change.of("people.li.name", "李伟", "王芳"))
                .with("people.*.lang", Change.of("people.li.lang", "zh", "en"))
                .with("people.*.dingtalk", Change.of("people.li.dingtalk", "+86-13800000001", "+86-13800000003"))
                .with("people.*.timezone", Change.of("people.li.timezone", "Asia/Shanghai", "Europe/Berlin"))
                .with("owners", Change.to(d -> d.with("owners.desk.receiver", "standby")))
                .with("owners.*.receiver", Change.of("owners.desk.receiver", "team", "standby"))
                .with("owners.*.people", Change.of("owners.desk.people", List.of("li"), List.of("zhang")))
                .with("owners.*.fallback", Change.there("owners.desk.fallback"))
                .with("time_intervals", Change.to(d -> d.with("time_intervals[0].location", "UTC")))
                .with("time_intervals[].name", Change.refused("time_intervals[1].name", "night"))
                .with(
                        "time_intervals[].times",
                        Change.of(
                                "time_intervals[0].times",
                                List.of(Map.of("start", "22:00", "end", "07:00")),
                                List.of(Map.of("start", "23:00", "end", "23:30"))))
                .with("time_intervals[].times[].start", Change.of("time_intervals[0].times[0].start", "22:00", "21:05"))
                .with("time_intervals[].times[].end", Change.of("time_intervals[0].times[0].end", "07:00", "22:30"))
                .with(
                        "time_intervals[].weekdays",
                        Change.of("time_intervals[0].weekdays", List.of("wednesday"), List.of("monday")))
                .with("time_intervals[].location", Change.of("time_intervals[0].location", "Asia/Shanghai", "UTC"))
                .with(
                        "inhibit_rules",
                        Change.of("inhibit_rules", List.of(), List.of()).in(d -> d))
                .with("inhibit_rules", Change.there("inhibit_rules"))
                .with("inhibit_rules[].name", Change.of("inhibit_rules[0].name", "source-gap", "second"))
                .with(
                        "inhibit_rules[].source_matchers",
                        Change.of(
                                "inhibit_rules[0].source_matchers",
                                List.of("alert=\"SourceSilent\""),
                                List.of("alert=\"None\"")))
                .with(
                        "inhibit_rules[].target_matchers",
                        Change.of(
                                "inhibit_rules[0].target_matchers",
                                List.of("kind=\"shift\""),
                                List.of("kind=\"match\"")))
                .with("inhibit_rules[].equal", Change.of("inhibit_rules[0].equal", List.of("region"), List.of()))
                .with("escalations", Change.of("escalations.p1[0].wait", "5m", "6m"))
                .with("escalations.*[].notify", Change.of("escalations.p1[0].notify", "owner", "duty"))
                .with("escalations.*[].wait", Change.of("escalations.p1[0].wait", "5m", "6m"))
                .with("reopen_after_ack", Change.there("reopen_after_ack"))
                .with("reopen_after_ack.severity_up", Change.of("reopen_after_ack.severity_up", true, false))
                .with("reopen_after_ack.peak_growth", Change.of("reopen_after_ack.peak_growth", 0.5, 2))
                .with("reopen_after_ack.new_region", Change.of("reopen_after_ack.new_region", "1h", "2h"))
                .with("reopen_after_ack.new_channel", Change.of("reopen_after_ack.new_channel", "1h", "2h"))
                .with("receivers", Change.to(d -> d.with("receivers[0].channels", List.of())))
                .with("receivers[].name", Change.refused("receivers[1].name", "team"))
                .with("receivers[].channels", Change.to(d -> d.with("receivers[0].channels", List.of())))
                .with("receivers[].fallback_after", Change.of("receivers[0].fallback_after", "60s", "90s"))
                .with("receivers[].fallback", Change.to(d -> d.with("receivers[0].fallback[0].lang", "en")))
                .with("receivers[].fallback[].type", Change.to(d -> d.with("receivers[0].fallback[0]", WEBHOOK)))
                .with("receivers[].fallback[].lang", Change.of("receivers[0].fallback[0].lang", "zh", "en"))
                .with("receivers[].fallback[].timeout", Change.of("receivers[0].fallback[0].timeout", "5s", "6s"))
                .with("receivers[].fallback[].url", webhook("url", "https://example.com/", "https://example.org/"))
                .with("receivers[].fallback[].secret", webhook("secret", "file:one.key", "file:other.key"))
                .with("receivers[].fallback[].allow_private", webhook("allow_private", true, false))
                .with("receivers[].digest", Change.there("receivers[0].digest"))
                .with("receivers[].digest.at", Change.of("receivers[0].digest.at", "09:00", "10:00"))
                .with(
                        "receivers[].digest.content",
                        Change.of("receivers[0].digest.content", List.of("top_issues"), List.of("week_change")))
                .with("heartbeat", Change.there("heartbeat"))
                .with("heartbeat.every", Change.of("heartbeat.every", "5m", "6m"))
                .with("heartbeat.url", Change.of("heartbeat.url", "env:BEAT", "env:OTHER"))
                .with("heartbeat.human_test", Change.there("heartbeat.human_test"))
                .with("heartbeat.human_test.each", Change.of("heartbeat.human_test.each", "day", "week"))
                .with(
                        "heartbeat.human_test.receivers",
                        Change.of("heartbeat.human_test.receivers", List.of("team"), List.of("rest")));
        for (String contact : Set.of("wecom", "feishu", "slack", "email", "phone")) {
            fields.with("people.*." + contact, Change.of("people.li." + contact, "one", "other"));
        }
    }

    private static Change webhook(String field, Object one, Object other) {
        return Change.of("receivers[0].fallback[0]." + field, one, other)
                .in(d -> d.with("receivers[0].fallback[0]", WEBHOOK));
    }

    private static void route(DeadFields fields, String place, String path) {
        boolean root = place.equals("route");
        fields.with(place, Change.to(d -> d.with(path + ".group_wait", "30s")))
                .with(
                        place + ".receiver",
                        Change.of(path + ".receiver", root ? "rest" : "owner", root ? "records" : "standby"))
                .with(
                        place + ".matchers",
                        root
                                ? Change.refused("route.matchers", List.of("owner=\"desk\""))
                                : Change.of(path + ".matchers", List.of("owner=\"desk\""), List.of("owner=\"none\"")))
                .with(place + ".continue", Change.of(path + ".continue", !root, root))
                .with(place + ".group_by", Change.refused(path + ".group_by", List.of("region")))
                .with(place + ".group_wait", Change.of(path + ".group_wait", root ? "10s" : "5s", "30s"))
                .with(place + ".group_interval", Change.of(path + ".group_interval", root ? "2m" : "1m", "20m"))
                .with(place + ".repeat_interval", Change.of(path + ".repeat_interval", root ? "4h" : "1h", "20m"))
                .with(
                        place + ".mute_time_intervals",
                        Change.of(path + ".mute_time_intervals", List.of("night"), List.of())
                                .in(d -> d.with(path + ".repeat_interval", "20m")))
                .with(
                        place + ".active_time_intervals",
                        Change.of(path + ".active_time_intervals", List.of("evening"), List.of()))
                .with(place + ".escalation", Change.there(path + ".escalation"))
                .with(place + ".routes", Change.there(path + ".routes"));
    }

    private static Problems read(String text) {
        Problems problems = new Problems();
        NotifyFile.read("notify.yaml", text, problems);
        return problems;
    }

    private static String place(String path) {
        return path.replaceAll("\\[[0-9]+\\]", "[]")
                .replaceAll("(\\.routes\\[\\])+", ".routes[]")
                .replaceFirst("^(people|owners|escalations)\\.[a-z0-9]+", "$1.*");
    }
}
