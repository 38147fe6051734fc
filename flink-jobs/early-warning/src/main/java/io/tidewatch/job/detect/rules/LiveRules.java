package io.tidewatch.job.detect.rules;

import io.tidewatch.job.metric.DetectMetric;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.yaml.InvalidFileException;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule set of one subtask, and the issues it names: the one it was started with, or a newer one from the broadcast
 * state. Compiled once per revision; a set that does not compile is refused and the one before stays.
 */
public final class LiveRules {
    public static final MapStateDescriptor<String, RuleUpdate> STATE =
            new MapStateDescriptor<>("rules", Types.STRING, TypeInformation.of(RuleUpdate.class));

    private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);
    private static final String NEWEST = "newest";

    private volatile ActiveRules active;

    /** @param metrics gets the gauges {@code rules_revision} and {@code rules_hash}, by which all subtasks can be compared */
    public LiveRules(RuleUpdate initial, MetricGroup metrics) {
        active = ActiveRules.of(initial);
        DetectMetric.RULES_REVISION.gauge(metrics, () -> active.revision());
        DetectMetric.RULES_HASH.gauge(metrics, () -> active.hash());
    }

    /** The set that was live when it was last asked for. */
    public ActiveRules known() {
        return active;
    }

    /** The issues that the live rules were read with. */
    public Taxonomy taxonomy() {
        return active.taxonomy();
    }

    /** The live set; after a restore the checkpoint's set wins when it is newer than the one given at the start. */
    public ActiveRules active(ReadOnlyBroadcastState<String, RuleUpdate> state) throws Exception {
        RuleUpdate newest = state.get(NEWEST);
        if (newest != null && newest.revision() > active.revision()) {
            replace(newest);
        }
        return active;
    }

    /**
     * Takes an update.
     *
     * @return true when it is now live
     */
    public boolean accept(RuleUpdate update, BroadcastState<String, RuleUpdate> state) throws Exception {
        if (update.revision() <= active.revision() || !replace(update)) {
            return false;
        }
        state.put(NEWEST, update);
        return true;
    }

    private boolean replace(RuleUpdate update) {
        try {
            active = ActiveRules.of(update);
            LOG.info("rules live: revision={}", update.revision());
            return true;
        } catch (InvalidFileException e) {
            LOG.warn("rules ignored, keeping previous set: revision={} problem={}", update.revision(), e.getMessage());
            return false;
        }
    }
}
