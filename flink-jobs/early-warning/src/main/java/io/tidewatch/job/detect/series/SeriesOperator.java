package io.tidewatch.job.detect.series;

import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.launch.LiveLaunches;
import io.tidewatch.job.detect.limit.OtherKeysOperator;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.LiveRules;
import io.tidewatch.job.detect.tide.LiveTides;
import io.tidewatch.job.detect.time.LiveSourceOutages;
import io.tidewatch.series.Series;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Flink's operator for {@link SeriesFunction}, which lets it reach series other than that of the message: a limit is kept by
 * dropping someone else's state, and new rules look at every series.
 */
public final class SeriesOperator extends OtherKeysOperator<SeriesEvent, SeriesControl, Signal> {
    private static final long serialVersionUID = 1L;

    /** What is emitted when the input has ended, see {@link DetectSettings#teaches}. */
    public static final OutputTag<Primer> LEARNT = new OutputTag<>("learnt", TypeInformation.of(Primer.class));

    public SeriesOperator(SeriesFunction function) {
        super(
                function,
                List.of(
                        LiveRules.STATE,
                        LiveSourceOutages.STATE,
                        LiveTides.STATE,
                        LiveTides.RISES,
                        LiveLaunches.STATE));
    }

    @Override
    public void open() throws Exception {
        super.open();
        InternalTimerService<VoidNamespace> timers =
                getInternalTimerService("user-timers", VoidNamespaceSerializer.INSTANCE, this);
        ((SeriesFunction) userFunction).readsAll(() -> readAll(timers));
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        SeriesFunction function = (SeriesFunction) userFunction;
        if (!function.isTeaching()) {
            return;
        }
        for (String key : keys(SeriesFunction.NAME)) {
            setCurrentKey(key);
            Primer primer = function.primer();
            if (primer != null) {
                output.collect(LEARNT, new StreamRecord<>(primer));
            }
        }
    }

    private void readAll(InternalTimerService<VoidNamespace> timers) throws Exception {
        SeriesFunction function = (SeriesFunction) userFunction;
        for (String key : keys(SeriesFunction.NAME)) {
            setCurrentKey(key);
            long at = function.nextReading(timers.currentWatermark());
            if (at != Series.NEVER) {
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, at);
            }
        }
    }
}
