package io.tidewatch.job.annotate;

import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.yaml.InvalidFileException;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analysis of one subtask: with the taxonomy it was started with, or a newer one from the broadcast state. A taxonomy
 * with faults is refused and the one before stays.
 */
final class LiveTaxonomy {
    static final MapStateDescriptor<String, TaxonomyUpdate> STATE =
            new MapStateDescriptor<>("taxonomy", Types.STRING, TypeInformation.of(TaxonomyUpdate.class));

    private static final Logger LOG = LoggerFactory.getLogger(LiveTaxonomy.class);
    private static final String NEWEST = "newest";

    private final TextAnalysis.Factory factory;
    private TaxonomyUpdate live;
    private TextAnalysis analysis;
    private DeclaredDimensions dimensions;
    private boolean restored;

    /** @throws InvalidFileException when the taxonomy to start with has faults */
    LiveTaxonomy(TextAnalysis.Factory factory, TaxonomyUpdate initial) {
        this.factory = factory;
        this.live = initial;
        this.analysis = factory.open(initial.files());
        this.dimensions = initial.declared();
    }

    /** The live analysis; after a restore the checkpoint's taxonomy wins when it is newer than the one given at the start. */
    TextAnalysis analysis(ReadOnlyBroadcastState<String, TaxonomyUpdate> state) throws Exception {
        if (!restored) {
            restored = true;
            TaxonomyUpdate newest = state.get(NEWEST);
            if (newest != null && newest.revision() > live.revision()) {
                replace(newest);
            }
        }
        return analysis;
    }

    TextAnalysis analysis() {
        return analysis;
    }

    /** What messages may carry besides the fields that every installation has. */
    DeclaredDimensions dimensions() {
        return dimensions;
    }

    /** Takes an update; one with no taxonomy, with faults or not newer changes nothing. */
    void accept(TaxonomyUpdate update, BroadcastState<String, TaxonomyUpdate> state) throws Exception {
        analysis(state);
        if (update.revision() > live.revision() && !update.files().isEmpty() && replace(update)) {
            state.put(NEWEST, update);
        }
    }

    private void take(TaxonomyUpdate update) {
        live = update;
        dimensions = update.declared();
    }

    private boolean replace(TaxonomyUpdate update) {
        if (update.files().equals(live.files())) {
            take(update);
            return true;
        }
        try {
            analysis = factory.open(update.files());
            take(update);
            LOG.info("taxonomy live: revision={}", update.revision());
            return true;
        } catch (InvalidFileException e) {
            LOG.warn(
                    "taxonomy ignored, keeping previous one: revision={} problem={}",
                    update.revision(),
                    e.getMessage());
            return false;
        }
    }
}
