package io.tidewatch.connector.notify;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Severity;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.PushMessage;
import java.util.List;

/** A push for tests. */
public final class Pushes {
    private Pushes() {}

    public static Push push(Reason reason) {
        Incident i = new Incident(
                "logistics.transit_delay@1794398460",
                "logistics.transit_delay",
                1,
                IncidentStatus.OPEN,
                Severity.CRITICAL,
                false,
                1794398460000L,
                1794398520000L,
                0,
                "open",
                null,
                "logistics-oncall",
                null,
                new Bilingual("运输延误 浙江", "Transit delay 浙江"),
                List.of(),
                Evidence.NONE,
                null);
        PushMessage m = new PushMessage(
                new Bilingual("[严重·上升] 运输延误 浙江", "[critical · rising] Transit delay 浙江"),
                List.of(
                        new Bilingual("影响：浙江顾客集中反映“运输延误”。", "Impact: customers complain."),
                        new Bilingual("事件：logistics.transit_delay@1794398460", "Incident: x")));
        return new Push("d-1", "logistics", 0, reason, "logistics-oncall", "zh", i, m, 1794398520000L);
    }
}
