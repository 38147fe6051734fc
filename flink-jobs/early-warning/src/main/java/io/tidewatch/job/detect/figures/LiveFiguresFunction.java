package io.tidewatch.job.detect.figures;

import io.tidewatch.connector.redis.RedisWrite;
import io.tidewatch.time.LocalClock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns minute tallies into the absolute values of the Redis keys, once a second while something changes and all of them
 * every half minute, so that an emptied Redis fills again.
 *
 * <p>Key: one, for the whole job. Kept: the tallies of the last day; the sums live in memory and are made again from them
 * after a restore. Beside them how the messages of each source came, until it has been gone for a month, and on how many
 * days there were any.
 */
public final class LiveFiguresFunction extends KeyedProcessFunction<Integer, Tally, RedisWrite> {
    private static final long serialVersionUID = 1L;
    private static final long EMIT_MS = 1_000;
    private static final long REFRESH_MS = 30_000;

    private static final long GONE_MS = 30 * ComplaintFigures.DAY_MS;

    private final ZoneId zone;
    private transient LocalClock clock;

    private transient MapState<String, Tally> tallies;
    private transient MapState<String, SourceArrivals> arrivals;
    private transient ValueState<HeardDays> heardDays;

    @SuppressWarnings("NullAway.Init") // by load()
    private transient ComplaintFigures figures;

    private transient Map<String, RedisWrite> emitted;
    private transient Set<String> regionKeys;
    private transient long refreshedAt;
    private transient long newest;
    private transient long timerAt;

    /** @param zone whose days are counted */
    public LiveFiguresFunction(ZoneId zone) {
        this.zone = zone;
        this.clock = LocalClock.of(zone);
    }

    @Override
    public void open(OpenContext context) {
        clock = LocalClock.of(zone);
        tallies = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("tallies", Types.STRING, TypeInformation.of(Tally.class)));
        arrivals = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("arrivals", Types.STRING, TypeInformation.of(SourceArrivals.class)));
        heardDays = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("heard-days", TypeInformation.of(HeardDays.class)));
        emitted = new HashMap<>();
        regionKeys = new HashSet<>();
    }

    @Override
    public void processElement(Tally t, Context ctx, Collector<RedisWrite> out) throws Exception {
        long now = ctx.timerService().currentProcessingTime();
        load(now);
        String key = t.key() + '\u0001' + t.minute();
        Tally before = tallies.get(key);
        if (t.isOfSource()) {
            heard(t, t.posts() - (before == null ? 0 : before.posts()), now);
        }
        tallies.put(key, t);
        figures.put(t);
        newest = Math.max(newest, t.lastEvent());
        later(ctx);
    }

    private void heard(Tally t, long messages, long now) throws Exception {
        if (messages <= 0) {
            return;
        }
        SourceArrivals known = arrivals.get(t.source());
        arrivals.put(t.source(), (known == null ? SourceArrivals.NONE : known).heard(now, t.lastEvent(), messages));
        HeardDays days = days();
        HeardDays more = days.with(t.minute(), clock.offsetMs(t.minute()));
        if (!more.equals(days)) {
            heardDays.update(more);
        }
    }

    private HeardDays days() throws Exception {
        HeardDays days = heardDays.value();
        return days == null ? HeardDays.NONE : days;
    }

    private void later(Context ctx) {
        long now = ctx.timerService().currentProcessingTime();
        if (timerAt <= now) {
            timerAt = now + EMIT_MS;
            ctx.timerService().registerProcessingTimeTimer(timerAt);
        }
    }

    @Override
    public void onTimer(long at, OnTimerContext ctx, Collector<RedisWrite> out) throws Exception {
        load(at);
        long end = Math.max(newest, Math.max(0, ctx.timerService().currentWatermark()));
        if (ctx.timerService().currentWatermark() == Long.MAX_VALUE) {
            end = newest;
        }
        boolean refresh = at - refreshedAt >= REFRESH_MS;
        if (refresh) {
            refreshedAt = at;
            forget(end - ComplaintFigures.DAY_MS - Tally.MINUTE_MS, at);
        }
        for (RedisWrite w : writes(end, at)) {
            if (!w.equals(emitted.put(w.key(), w)) || refresh) {
                out.collect(w);
            }
        }
        later(ctx);
    }

    private List<RedisWrite> writes(long end, long now) throws Exception {
        List<RedisWrite> writes = new ArrayList<>();
        writes.add(RedisWrite.zset("tw:issues:5m", figures.issues(end, 5 * Tally.MINUTE_MS)));
        writes.add(RedisWrite.zset("tw:issues:1h", figures.issues(end, ComplaintFigures.HOUR_MS)));
        writes.add(RedisWrite.zset("tw:issues:24h", figures.issues(end, ComplaintFigures.DAY_MS)));
        writes.add(RedisWrite.hash("tw:complaints", figures.complaints(end)));
        writes.add(RedisWrite.hash("tw:regions:1h", figures.regions(end)));
        writes.add(RedisWrite.hash("tw:sentiment:1h", figures.sentiment(end)));
        Map<String, SourceArrivals> came = new HashMap<>();
        for (Map.Entry<String, SourceArrivals> e : arrivals.entries()) {
            came.put(e.getKey(), e.getValue());
        }
        writes.add(RedisWrite.hash("tw:sources", figures.sources(end, now, came)));
        HeardDays days = days();
        writes.add(RedisWrite.hash(
                "tw:learning",
                days.isKnown()
                        ? Map.of("days", Integer.toString(days.days().size()), "of", Integer.toString(HeardDays.NEEDED))
                        : Map.of()));
        for (String issue : figures.issues()) {
            regionKeys.add(issue);
        }
        for (String issue : regionKeys) {
            writes.add(RedisWrite.hash("tw:regions:1h:" + issue, figures.regions(issue, end)));
        }
        return writes;
    }

    private void forget(long before, long now) throws Exception {
        figures.dropBefore(before);
        List<String> old = new ArrayList<>();
        for (Map.Entry<String, Tally> e : tallies.entries()) {
            if (e.getValue().minute() < before) {
                old.add(e.getKey());
            }
        }
        for (String key : old) {
            tallies.remove(key);
        }
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, SourceArrivals> e : arrivals.entries()) {
            if (now - e.getValue().lastAt() > GONE_MS) {
                gone.add(e.getKey());
            }
        }
        for (String source : gone) {
            arrivals.remove(source);
        }
    }

    private void load(long now) throws Exception {
        if (figures != null) {
            return;
        }
        figures = new ComplaintFigures();
        HeardDays days = tallies.isEmpty() ? HeardDays.NONE : HeardDays.UNKNOWN;
        for (Tally t : tallies.values()) {
            figures.put(t);
            newest = Math.max(newest, t.lastEvent());
            if (t.isOfSource() && t.posts() > 0) {
                days = days.with(t.minute(), clock.offsetMs(t.minute()));
                if (!arrivals.contains(t.source())) {
                    // from a checkpoint of a version that did not look
                    arrivals.put(t.source(), SourceArrivals.steady(now));
                }
            }
        }
        if (heardDays.value() == null) {
            heardDays.update(days);
        }
    }
}
