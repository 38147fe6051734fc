package io.tidewatch.job.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Receipt;
import io.tidewatch.notify.ReceiptLedger;
import io.tidewatch.notify.message.Push;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The way from an alert to a receipt. */
public final class NotifyPipeline {
    private static final MapStateDescriptor<String, Long> BEATS =
            new MapStateDescriptor<>("beats", Types.STRING, Types.LONG);

    private NotifyPipeline() {}

    /**
     * What the job gives.
     *
     * @param incidents every revision of every incident, once
     * @param board open and just closed incidents, again at every sign of life: for stores that may be emptied
     * @param receipts what became of deliveries; already in the ledger
     */
    public record Outputs(DataStream<Incident> incidents, DataStream<Incident> board, DataStream<Receipt> receipts) {}

    /**
     * @param beats the detector's event time, epoch milliseconds, at least once a minute while it lives: without beats an
     *     alert that it forgot is never closed as lost, and one that began in the past is never notified
     */
    public static Outputs define(
            DataStream<Alert> alerts, DataStream<Long> beats, NotifySettings settings, ReceiptLedger.Factory ledger) {
        SingleOutputStreamOperator<Alert> uninhibited = alerts.keyBy(Alert::incident)
                .connect(alerts.broadcast(InhibitFunction.SOURCES))
                .process(new InhibitFunction(settings))
                .name("mute what others explain")
                .uid("inhibit");
        SingleOutputStreamOperator<Incident> incidents = uninhibited
                .keyBy(Alert::incident)
                .connect(beats.broadcast(BEATS))
                .process(new TrackIncidentsFunction(settings))
                .name("track incidents")
                .uid("track-incidents");
        SingleOutputStreamOperator<Receipt> receipts = incidents
                .getSideOutput(TrackIncidentsFunction.PUSHES)
                .keyBy(Push::queue)
                .process(new DeliverFunction(settings, ledger))
                .name("deliver")
                .uid("deliver");
        return new Outputs(incidents, incidents.getSideOutput(TrackIncidentsFunction.BOARD), receipts);
    }
}
