package io.tidewatch.job.detect.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * What waits, per key, until the watermark passes it, so that the order of arrival does not matter: keyed state and a
 * timer of event time for each instant at which something waits.
 */
public final class EventTimeBuffer<T> {
    private final MapState<Long, List<T>> buckets;
    private final Comparator<T> order;

    /** @param order among those of one instant; total, or what comes out depends on the order of arrival */
    public EventTimeBuffer(RuntimeContext context, String name, TypeInformation<T> type, Comparator<T> order) {
        this.buckets = context.getMapState(new MapStateDescriptor<>(name, Types.LONG, Types.LIST(type)));
        this.order = order;
    }

    /** @param time when it is due, epoch milliseconds; what is late is due with the next watermark */
    public void add(T value, long time, TimerService timers) throws Exception {
        long mark = timers.currentWatermark();
        long at = Math.max(time, mark == Long.MAX_VALUE ? Long.MIN_VALUE : mark + 1);
        List<T> known = buckets.get(at);
        // many may share one instant: what the state gave out is its own to change until it is put back
        List<T> more = known == null ? new ArrayList<>() : known;
        more.add(value);
        buckets.put(at, more);
        timers.registerEventTimeTimer(at);
    }

    /** Takes out what is due at the instant of a timer. */
    public List<T> takeAt(long at) throws Exception {
        List<T> due = buckets.get(at);
        if (due == null) {
            return List.of();
        }
        buckets.remove(at);
        List<T> sorted = new ArrayList<>(due);
        sorted.sort(order);
        return sorted;
    }

    /** Takes out what is due at or before an instant, for those who leave something waiting when its timer comes. */
    public List<T> takeUntil(long at) throws Exception {
        TreeSet<Long> times = new TreeSet<>();
        for (long time : buckets.keys()) {
            if (time <= at) {
                times.add(time);
            }
        }
        List<T> due = new ArrayList<>();
        for (long time : times) {
            due.addAll(takeAt(time));
        }
        return due;
    }

    public boolean isEmpty() throws Exception {
        return buckets.isEmpty();
    }

    public void clear() {
        buckets.clear();
    }
}
