package io.tidewatch.job.detect.figures;

import io.tidewatch.connector.redis.RedisWrite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Turns minute tallies into the absolute values of the Redis keys, once a second while something changes and all of them
 * every half minute, so that an emptied Redis fills again.
 *
 * <p>Key: one, for the whole job. Kept: the tallies of the last day; the sums live in memory and are made again from them
 * after a restore.
 */
public final class LiveFiguresFunction extends KeyedProcessFunction<Integer, Tally, RedisWrite> {
    private static final long serialVersionUID = 1L;
    private static final long EMIT_MS = 1_000;
    private static final long REFRESH_MS = 30_000;

    private transient MapState<String, Tally> tallies;

    @SuppressWarnings("NullAway.Init") // by load()
    private transient ComplaintFigures figures;

    private transient Map<String, RedisWrite> emitted;
    private transient Set<String> regionKeys;
    private transient long refreshedAt;
    private transient long newest;
    private transient long timerAt;

    @Override
    public void open(OpenContext context) {
        tallies = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("tallies", Types.STRING, TypeInformation.of(Tally.class)));
        emitted = new java.util.HashMap<>();
        regionKeys = new HashSet<>();
    }

    @Override
    public void processElement(Tally t, Context ctx, Collector<RedisWrite> out) throws Exception {
        load();
        tallies.put(t.key() + '\u0001' + t.minute(), t);
        figures.put(t);
        newest = Math.max(newest, t.lastEvent());
        later(ctx);
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
        load();
        long end = Math.max(newest, Math.max(0, ctx.timerService().currentWatermark()));
        if (ctx.timerService().currentWatermark() == Long.MAX_VALUE) {
            end = newest;
        }
        boolean refresh = at - refreshedAt >= REFRESH_MS;
        if (refresh) {
            refreshedAt = at;
            forget(end - ComplaintFigures.DAY_MS - Tally.MINUTE_MS);
        }
        for (RedisWrite w : writes(end)) {
            if (!w.equals(emitted.put(w.key(), w)) || refresh) {
                out.collect(w);
            }
        }
        later(ctx);
    }

    private List<RedisWrite> writes(long end) {
        List<RedisWrite> writes = new ArrayList<>();
        writes.add(RedisWrite.zset("tw:issues:5m", figures.issues(end, 5 * Tally.MINUTE_MS)));
        writes.add(RedisWrite.zset("tw:issues:1h", figures.issues(end, ComplaintFigures.HOUR_MS)));
        writes.add(RedisWrite.zset("tw:issues:24h", figures.issues(end, ComplaintFigures.DAY_MS)));
        writes.add(RedisWrite.hash("tw:complaints", figures.complaints(end)));
        writes.add(RedisWrite.hash("tw:regions:1h", figures.regions(end)));
        writes.add(RedisWrite.hash("tw:sentiment:1h", figures.sentiment(end)));
        writes.add(RedisWrite.hash("tw:sources", figures.sources(end)));
        for (String issue : figures.issues()) {
            regionKeys.add(issue);
        }
        for (String issue : regionKeys) {
            writes.add(RedisWrite.hash("tw:regions:1h:" + issue, figures.regions(issue, end)));
        }
        return writes;
    }

    private void forget(long before) throws Exception {
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
    }

    private void load() throws Exception {
        if (figures != null) {
            return;
        }
        figures = new ComplaintFigures();
        for (Tally t : tallies.values()) {
            figures.put(t);
            newest = Math.max(newest, t.lastEvent());
        }
    }
}
