package io.tidewatch.job.detect.figures;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Attached;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.job.detect.copies.CountedMessage;
import io.tidewatch.job.detect.redact.Redaction;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.AttachedJson;
import io.tidewatch.wire.Json;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** What the wall's ticker shows: public complaints in their masked words, and changes of alerts. */
public final class WallEvents {
    private WallEvents() {}

    public static WallEvent alert(Alert a) {
        return new WallEvent("alert", a.updatedAt(), AlertJson.write(a));
    }

    /** A message that the ticker is not to show any longer. */
    public static WallEvent redaction(Redaction r) {
        return new WallEvent("redaction", 1, Json.write(g -> g.writeStringField("id", r.id())));
    }

    /** Public originals that complain; private words never reach a shared screen. */
    public static final class Complaints implements FlatMapFunction<CountedMessage, WallEvent> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(CountedMessage counted, Collector<WallEvent> out) {
            Feedback f = counted.message().feedback();
            if (!counted.original() || f.visibility() != Visibility.PUBLIC) {
                return;
            }
            for (Opinion o : counted.message().opinions()) {
                if (counted.message().isComplaint(o)) {
                    out.collect(new WallEvent("feedback", f.eventTime(), Json.write(g -> {
                        g.writeStringField("id", f.id());
                        g.writeStringField("text", f.text());
                        g.writeStringField("channel", f.channel());
                        g.writeStringField("source", f.source());
                        g.writeStringField("visibility", f.visibility().wire());
                        g.writeStringField("region", f.customer().region());
                        g.writeStringField("issue", o.issue());
                        g.writeStringField("event_time", WireTime.print(f.eventTime(), f.eventOffset()));
                        AttachedJson.write(g, Attached.of(f));
                    })));
                    return;
                }
            }
        }
    }
}
