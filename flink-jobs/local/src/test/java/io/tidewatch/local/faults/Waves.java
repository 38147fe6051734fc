package io.tidewatch.local.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A stream that gives the same alerts however it is cut up: one region after the other complains, a little later more,
 * and is calm again; one author of each asks before complaining, one complains twice. Under it runs a load of messages that no
 * rule wants.
 *
 * @param count regions that complain
 * @param gapMs from the beginning of one wave to that of the next
 * @param stepMs from the first complaints of a wave, which are a warning, to those that make it critical
 * @param loadPerSecond messages that no rule wants
 */
record Waves(int count, long gapMs, long stepMs, int loadPerSecond) {
    static final int COMPLAINTS = 16;

    private static final int STEP = 8;
    private static final List<String> REGIONS = List.of(
            "浙江", "广东", "北京", "上海", "四川", "湖北", "湖南", "江苏", "山东", "河南", "河北", "福建", "安徽", "江西", "辽宁", "吉林", "陕西", "山西",
            "重庆", "天津", "云南", "贵州", "广西", "海南", "甘肃");
    private static final List<String> DAYS = List.of("三", "四", "五", "六", "七", "八", "九", "十");
    private static final List<String> CALM = List.of("今天天气不错", "咖啡挺好喝的", "周末去爬山了", "新的颜色很好看");

    /**
     * A message.
     *
     * @param at milliseconds after the beginning of the stream
     */
    record Said(long at, String id, String author, String region, String text) {
        String json(long began) {
            ObjectNode n = Json.MAPPER.createObjectNode();
            n.put("id", id).put("source", "faults").put("channel", "social").put("visibility", "public");
            n.put("event_time", Instant.ofEpochMilli(began + at).toString()).put("text", text);
            n.putObject("author").put("id", author);
            n.putObject("customer").put("region", region);
            return n.toString();
        }
    }

    Waves {
        if (count < 1 || count > REGIONS.size()) {
            throw new IllegalArgumentException("count must be 1 to " + REGIONS.size() + ", is " + count);
        }
    }

    /** Milliseconds from the beginning of the stream to its last message. */
    long lengthMs() {
        return (count - 1) * gapMs + stepMs + STEP * 1_000L;
    }

    /** All messages by time. */
    List<Said> said() {
        List<Said> all = new ArrayList<>();
        for (int w = 0; w < count; w++) {
            long at = w * gapMs;
            String region = REGIONS.get(w);
            all.add(new Said(at, "w" + w + ":asks", "w" + w + "a0", region, "请问快递几点送到"));
            for (int i = 0; i < COMPLAINTS; i++) {
                // the author of the first writes the last too
                String author = "w" + w + "a" + i % (COMPLAINTS - 1);
                long when = at + (i < STEP ? 0 : stepMs) + (i % STEP + 1) * 500L;
                all.add(new Said(when, "w" + w + ":" + i, author, region, "快递" + DAYS.get(i % STEP) + "天没动静"));
            }
        }
        for (int i = 0; i < lengthMs() * loadPerSecond / 1_000; i++) {
            String text = CALM.get(i % CALM.size()) + i;
            all.add(new Said(i * 1_000L / loadPerSecond, "calm:" + i, "c" + i, "未知", text));
        }
        all.sort(Comparator.comparingLong(Said::at).thenComparing(Said::id));
        return all;
    }

    /** How many of them are complaints. */
    long complaints() {
        return (long) count * COMPLAINTS;
    }

    /**
     * A rule for each wave, so that each is an incident of its own, and one of each of the other kinds over all of them.
     *
     * @param window a time during which the stack may be down, and more
     */
    String rules(String window) {
        StringBuilder text = new StringBuilder("""
                apiVersion: tidewatch/v1
                groups:
                - name: faults
                  owner: voc-team
                  interval: 5s
                  limits: {max_series: 1000, max_alerts: 1000}
                  rules:
                  - alert: Everywhere
                    kind: threshold
                    where: 'complaint'
                    by: [issue, region]
                    window: %1$s
                    severities: {warning: {originals: '>= 5'}}
                    recover: {originals: '< 1', hold: 10s}
                  - alert: Asked
                    kind: sequence
                    by: [author]
                    within: 10m
                    steps:
                    - {name: asks, where: '!complaint'}
                    - {name: complains, where: 'complaint'}
                    severities: {info: {}}
                    keep_firing_for: %1$s
                  - alert: Twice
                    kind: repeat
                    where: 'complaint'
                    by: [author]
                    window: 10m
                    times: 2
                    severities: {info: {}}
                    keep_firing_for: %1$s
                  - alert: Both
                    kind: composite
                    by: []
                    within: %1$s
                    when: 'firing("Everywhere") && firing("Twice")'
                    severities: {warning: {}}
                """.formatted(window));
        for (int w = 0; w < count; w++) {
            text.append("""
                  - alert: Wave%1$d
                    kind: threshold
                    where: 'complaint && region == "%2$s"'
                    by: [region]
                    window: %3$s
                    severities: {warning: {originals: '>= 5'}, critical: {originals: '>= 12'}}
                    recover: {originals: '< 1', hold: 10s}
                """.formatted(w, REGIONS.get(w), window));
        }
        return text.toString();
    }
}
