package io.tidewatch.job.bundle;

import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleManifest;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
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
 * Makes complete bundles out of the records of {@code tidewatch.rules}: a manifest goes on when all its parts are here,
 * whichever comes first.
 *
 * <p>Key: one, for the whole job. Kept: the newest value of every key of the topic, and the revision last passed on.
 */
public final class AssembleBundleFunction<T> extends KeyedProcessFunction<Integer, KeyedMessage, T> {
    /** What a job takes of a bundle. */
    public interface Content<T> extends Function<RuleBundle, T>, Serializable {}

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(AssembleBundleFunction.class);

    private final Content<T> content;
    private transient MapState<String, String> values;
    private transient ValueState<Long> passed;

    /** @param content what goes on of a bundle */
    public AssembleBundleFunction(Content<T> content) {
        this.content = content;
    }

    @Override
    public void open(OpenContext context) {
        values = getRuntimeContext().getMapState(new MapStateDescriptor<>("values", Types.STRING, Types.STRING));
        passed = getRuntimeContext().getState(new ValueStateDescriptor<>("passed", Types.LONG));
    }

    @Override
    public void processElement(KeyedMessage record, Context ctx, Collector<T> out) throws Exception {
        if (record.key().startsWith(RuleManifest.REVISION_PREFIX)) {
            return;
        }
        values.put(record.key(), record.value());
        String manifest = values.get(RuleManifest.KEY);
        if (manifest == null) {
            return;
        }
        Map<String, String> known = new TreeMap<>();
        for (Map.Entry<String, String> e : values.entries()) {
            known.put(e.getKey(), e.getValue());
        }
        try {
            Optional<RuleBundle> bundle =
                    RuleBundle.assemble(RuleManifest.read(manifest), known::get).complete();
            Long last = passed.value();
            if (bundle.isPresent() && (last == null || bundle.get().manifest().revision() > last)) {
                passed.update(bundle.get().manifest().revision());
                out.collect(content.apply(bundle.get()));
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("manifest ignored, keeping previous set: problem={}", e.getMessage());
        }
    }
}
