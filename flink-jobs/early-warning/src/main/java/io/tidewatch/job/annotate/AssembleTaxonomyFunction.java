package io.tidewatch.job.annotate;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.rule.RuleBundle;
import io.tidewatch.rule.RuleManifest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes complete taxonomies out of the records of {@code tidewatch.rules}: a manifest goes on when all its parts are here,
 * whichever comes first.
 *
 * <p>Key: one, for the whole job. Kept: the newest value of every key of the topic, and the revision last passed on.
 */
final class AssembleTaxonomyFunction extends KeyedProcessFunction<Integer, KeyedMessage, TaxonomyUpdate> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AssembleTaxonomyFunction.class);

    private transient MapState<String, String> values;
    private transient ValueState<Long> passed;

    @Override
    public void open(OpenContext context) {
        values = getRuntimeContext().getMapState(new MapStateDescriptor<>("values", Types.STRING, Types.STRING));
        passed = getRuntimeContext().getState(new ValueStateDescriptor<>("passed", Types.LONG));
    }

    @Override
    public void processElement(KeyedMessage record, Context ctx, Collector<TaxonomyUpdate> out) throws Exception {
        values.put(record.key(), record.value());
        String manifest = values.get(RuleManifest.KEY);
        if (manifest == null) {
            return;
        }
        Map<String, String> known = new HashMap<>();
        for (Map.Entry<String, String> e : values.entries()) {
            known.put(e.getKey(), e.getValue());
        }
        try {
            Optional<RuleBundle> bundle =
                    RuleBundle.assemble(RuleManifest.read(manifest), known::get).complete();
            Long last = passed.value();
            if (bundle.isPresent() && (last == null || bundle.get().manifest().revision() > last)) {
                passed.update(bundle.get().manifest().revision());
                out.collect(TaxonomyUpdate.of(bundle.get()));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("manifest ignored, keeping previous taxonomy: problem={}", e.getMessage());
        }
    }
}
