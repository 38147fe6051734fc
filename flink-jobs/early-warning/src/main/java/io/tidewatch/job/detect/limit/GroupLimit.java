package io.tidewatch.job.detect.limit;

import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.limit.Places;
import io.tidewatch.limit.Standing;
import io.tidewatch.rule.Rule;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * How many keys a function keeps for each rule in a subtask: {@link Places} by rule. Kept for a key: its {@link Standing};
 * nothing is remembered of what has gone.
 */
public final class GroupLimit {
    /** Forgets everything of the key that is then the current one. */
    @FunctionalInterface
    public interface Drop {
        void run() throws Exception;
    }

    private final Map<String, Places> places = new HashMap<>();
    private final ValueState<Standing> standing;
    private final Evictions evictions;

    /** @param counter of the keys that go */
    public GroupLimit(RuntimeContext context, DetectMetric counter) {
        standing = context.getState(new ValueStateDescriptor<>("standing", TypeInformation.of(Standing.class)));
        evictions = new Evictions(counter, context.getMetricGroup());
    }

    /**
     * The current key had a place before a restart.
     *
     * @param of what the limit holds for: a rule, or a part of one
     * @param last event time of its last message as far as that is known, epoch milliseconds
     */
    public void restore(String of, String key, long last) throws IOException {
        Standing known = standing.value();
        places(of).restore(key, known == null ? Standing.first(Math.max(0, last)) : known, false);
    }

    /**
     * Gives the current key its place for a message, and takes it from another when there are too many.
     *
     * @param of what the limit holds for: a rule, or a part of one
     * @param time event time of the message, epoch milliseconds
     * @param now wall clock, epoch milliseconds
     */
    public void keep(String of, String key, long time, Rule rule, OtherKeys others, Drop drop, long now)
            throws Exception {
        Places followed = places(of);
        if (followed.add(key, time)) {
            standing.update(followed.of(key));
        }
        String gone = followed.mustGo(rule.maxSeries(), Integer.MAX_VALUE);
        if (gone == null) {
            return;
        }
        long n = 0;
        for (; gone != null; n++) {
            followed.forget(gone);
            others.at(gone, () -> {
                standing.clear();
                drop.run();
            });
            gone = followed.mustGo(rule.maxSeries(), Integer.MAX_VALUE);
        }
        evictions.add(rule.name(), n);
        evictions.count(rule.name(), rule.maxSeries(), n, now);
    }

    /** How many keys have a place. */
    public int size(String of) {
        Places followed = places.get(of);
        return followed == null ? 0 : followed.size();
    }

    /** Nothing is kept of the current key any more. */
    public void forget(String of, String key) {
        standing.clear();
        Places followed = places.get(of);
        if (followed != null) {
            followed.forget(key);
            if (followed.size() == 0) {
                places.remove(of);
            }
        }
    }

    private Places places(String of) {
        return places.computeIfAbsent(of, f -> new Places());
    }
}
