package io.tidewatch.job.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Receipt;
import io.tidewatch.notify.ReceiptLedger;
import io.tidewatch.notify.message.Push;
import io.tidewatch.wire.Retraction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The way from an alert to a receipt. */
public final class NotifyPipeline {
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
     * @param retractions messages whose words are not to be sent any more
     */
    public static Outputs define(
            DataStream<Alert> alerts,
            DataStream<Long> beats,
            DataStream<Retraction> retractions,
            NotifySettings settings,
            ReceiptLedger.Factory ledger) {
        DataStream<Announcement> sources = alerts.process(new AnnounceSourcesFunction(settings))
                .returns(Announcement.class)
                .name("announce what explains others")
                .uid("inhibit")
                .setParallelism(1);
        DataStream<Announcement> announcements = beats.map(Announcement::beat)
                .returns(Announcement.class)
                .name("announce beats")
                .uid("announce-beats")
                .union(sources);
        SingleOutputStreamOperator<Incident> incidents = alerts.keyBy(Alert::incident)
                .connect(announcements.broadcast(TrackIncidentsFunction.SOURCES))
                .process(new TrackIncidentsFunction(settings))
                .name("track incidents")
                .uid("track-incidents");
        SingleOutputStreamOperator<Receipt> receipts = incidents
                .getSideOutput(TrackIncidentsFunction.PUSHES)
                .keyBy(Push::queue)
                .connect(retractions.broadcast(DeliverFunction.RETRACTED))
                .process(new DeliverFunction(settings, ledger))
                .name("deliver")
                .uid("deliver");
        return new Outputs(incidents, incidents.getSideOutput(TrackIncidentsFunction.BOARD), receipts);
    }
}
