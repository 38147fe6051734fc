package io.tidewatch.local.demo;

import io.tidewatch.time.TimeInterval;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The notify file of a demo: everything above info goes to the command's own receiver, and to the user's phone if asked. */
public final class DemoNotify {
    public static final String NAME = "demo-notify.yaml";

    private DemoNotify() {}

    /** As below, what begins within a second is notified of together. */
    static String text(String url, String secretFile, List<String> more, Collection<TimeInterval> intervals) {
        return text(url, secretFile, more, "1s", intervals);
    }

    /**
     * @param url of the command's receiver
     * @param secretFile where its secret stands, relative to the checkout or absolute
     * @param more further channels, each a YAML flow mapping
     * @param groupWait how long what begins together is gathered, as notify files have it
     * @param intervals those that rules may name
     */
    public static String text(
            String url, String secretFile, List<String> more, String groupWait, Collection<TimeInterval> intervals) {
        StringBuilder channels = new StringBuilder(
                "{type: webhook, url: '" + url + "', secret: 'file:" + secretFile + "', allow_private: true}");
        more.forEach(c -> channels.append(", ").append(c));
        return """
                apiVersion: tidewatch/notify/v1
                route:
                  receiver: demo
                  group_by: [incident]
                  group_wait: %s
                  group_interval: 2m
                  repeat_interval: 4h
                  routes:
                  - {matchers: ['severity="info"'], receiver: record-only}
                receivers:
                - {name: demo, channels: [%s]}
                - {name: record-only, channels: []}
                time_intervals: [%s]
                """.formatted(
                        groupWait,
                        channels,
                        intervals.stream().map(DemoNotify::interval).collect(Collectors.joining(", ")));
    }

    private static String interval(TimeInterval i) {
        String times = i.spans().stream()
                .map(s -> "{start: '" + time(s.start()) + "', end: '" + time(s.end()) + "'}")
                .collect(Collectors.joining(", "));
        String days = i.weekdays().stream()
                .map(d -> d.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return "{name: '" + i.name().replace("'", "''") + "', times: [" + times + "], weekdays: [" + days
                + "], location: " + i.location().getId() + "}";
    }

    private static String time(int minute) {
        return String.format(Locale.ROOT, "%02d:%02d", minute / 60, minute % 60);
    }
}
