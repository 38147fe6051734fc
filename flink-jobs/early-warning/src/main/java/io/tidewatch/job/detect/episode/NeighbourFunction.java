package io.tidewatch.job.detect.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.job.detect.time.EventTimeBuffer;
import io.tidewatch.level.Neighbours;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells an issue that swells only because the same messages name it with the one that they complain of, as {@link Neighbours} says.
 *
 * <p>Key: one for all, since any two incidents may be neighbours; alerts are few. Kept: the open alerts that measure, until they end;
 * changes until the watermark passes them, so that those of one instant are judged together.
 */
public final class NeighbourFunction extends KeyedProcessFunction<Integer, Alert, Alert> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Alert> ORDER = Comparator.comparingLong(Alert::startsAt)
            .thenComparing(Alert::id)
            .thenComparingInt(Alert::revision)
            .thenComparing(a -> !a.isOpen());

    private transient MapState<String, Neighbours.Teller> tellers;
    private transient EventTimeBuffer<Alert> waiting;

    @Override
    public void open(OpenContext context) {
        tellers = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("tellers", Types.STRING, TypeInformation.of(Neighbours.Teller.class)));
        waiting = new EventTimeBuffer<>(getRuntimeContext(), "waiting", TypeInformation.of(Alert.class), ORDER);
    }

    @Override
    public void processElement(Alert alert, Context ctx, Collector<Alert> out) throws Exception {
        if (!Neighbours.concerns(alert)) {
            out.collect(alert);
            return;
        }
        Long at = ctx.timestamp();
        waiting.add(alert, at == null ? Long.MIN_VALUE : at, ctx.timerService());
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<Alert> out) throws Exception {
        List<Alert> arrived = waiting.takeAt(at);
        if (arrived.isEmpty()) {
            return;
        }
        List<Neighbours.Teller> before = new ArrayList<>();
        tellers.values().forEach(before::add);
        Neighbours.Step step = Neighbours.take(before, arrived);
        Set<String> gone = new HashSet<>();
        before.forEach(t -> gone.add(t.id()));
        for (Neighbours.Teller t : step.tellers()) {
            gone.remove(t.id());
            tellers.put(t.id(), t);
        }
        for (String id : gone) {
            tellers.remove(id);
        }
        step.alerts().forEach(out::collect);
    }
}
