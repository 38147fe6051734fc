package io.tidewatch.local.demo;

import io.tidewatch.alert.Alert;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code demo --once} prints.
 *
 * @param feedback creates sent, repeated and broken ones included
 * @param alerts last revision of each
 * @param delayMinutes planted onset to the planted issue's first firing alert, event time; null without one
 * @param leadMinutes that alert to the planted peak, event time
 * @param secondsToAlert wall clock from the crossing message's acknowledgement by Kafka to the receiver
 */
record DemoResult(
        long feedback,
        long duplicates,
        long deadLetters,
        long indexed,
        List<Alert> alerts,
        int notifications,
        @Nullable Double delayMinutes,
        @Nullable Double leadMinutes,
        @Nullable Double secondsToAlert) {

    String json() {
        return Json.write(g -> {
            g.writeNumberField("feedback", feedback);
            g.writeNumberField("duplicates", duplicates);
            g.writeNumberField("dead_letters", deadLetters);
            g.writeNumberField("indexed", indexed);
            g.writeArrayFieldStart("alerts");
            for (Alert a : alerts) {
                g.writeRawValue(AlertJson.write(a));
            }
            g.writeEndArray();
            g.writeNumberField("notifications", notifications);
            number(g, "delay_minutes", delayMinutes);
            number(g, "lead_minutes", leadMinutes);
            number(g, "seconds_to_alert", secondsToAlert);
        });
    }

    private static void number(com.fasterxml.jackson.core.JsonGenerator g, String name, @Nullable Double value)
            throws java.io.IOException {
        if (value == null) {
            g.writeNullField(name);
        } else {
            g.writeNumberField(name, Math.round(value * 10) / 10.0);
        }
    }
}
