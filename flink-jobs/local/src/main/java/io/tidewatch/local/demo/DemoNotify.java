package io.tidewatch.local.demo;

import java.util.List;

/** The notify file of a demo: everything above info goes to the demo's own receiver, and to the user's phone if asked. */
final class DemoNotify {
    static final String NAME = "demo-notify.yaml";

    private DemoNotify() {}

    /**
     * @param url of the demo's receiver
     * @param secretFile where its secret stands, relative to the checkout or absolute
     * @param more further channels, each a YAML flow mapping
     */
    static String text(String url, String secretFile, List<String> more) {
        StringBuilder channels = new StringBuilder(
                "{type: webhook, url: '" + url + "', secret: 'file:" + secretFile + "', allow_private: true}");
        more.forEach(c -> channels.append(", ").append(c));
        return """
                apiVersion: tidewatch/notify/v1
                route:
                  receiver: demo
                  group_by: [incident]
                  group_wait: 1s
                  group_interval: 2m
                  repeat_interval: 4h
                  routes:
                  - {matchers: ['severity="info"'], receiver: record-only}
                receivers:
                - {name: demo, channels: [%s]}
                - {name: record-only, channels: []}
                """.formatted(channels);
    }
}
