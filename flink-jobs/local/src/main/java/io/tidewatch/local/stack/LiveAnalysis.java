package io.tidewatch.local.stack;

import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.job.annotate.TaxonomyUpdate;
import io.tidewatch.job.annotate.TextAnalysis;
import io.tidewatch.local.stored.Retagging;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.yaml.InvalidFileException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analysis with the taxonomy that is live, as AnnotateJob takes it: a set without a taxonomy, or with one that has faults,
 * changes nothing.
 */
final class LiveAnalysis implements Retagging.Live {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAnalysis.class);

    private final Supplier<Optional<RuleBundle>> topic;
    private final Runnable closing;
    private final TextAnalysis.Factory factory;
    private Map<String, String> files;
    private @Nullable TextAnalysis analysis;

    /**
     * @param topic gives the newest set when it is another than it last gave
     * @param files of the taxonomy that is live now; empty: the packaged ones
     */
    LiveAnalysis(
            Supplier<Optional<RuleBundle>> topic,
            Runnable closing,
            TextAnalysis.Factory factory,
            Map<String, String> files) {
        this.topic = topic;
        this.closing = closing;
        this.factory = factory;
        this.files = files;
    }

    static LiveAnalysis of(RuleTopic topic, TextAnalysis.Factory factory, RuleBundle live) {
        RuleTopic.Tail tail = topic.tail();
        return new LiveAnalysis(
                tail::next, tail::close, factory, TaxonomyUpdate.of(live).files());
    }

    @Override
    public TextAnalysis analysis() {
        Map<String, String> newest =
                topic.get().map(b -> TaxonomyUpdate.of(b).files()).orElse(files);
        TextAnalysis known = analysis;
        if (known != null && (newest.isEmpty() || newest.equals(files))) {
            return known;
        }
        try {
            known = factory.open(newest.isEmpty() ? files : newest);
            files = newest.isEmpty() ? files : newest;
        } catch (InvalidFileException e) {
            LOG.warn("taxonomy not taken for what is stored: problem={}", e.getMessage());
            known = known == null ? factory.open(files) : known;
        }
        analysis = known;
        return known;
    }

    @Override
    public void close() {
        closing.run();
    }
}
