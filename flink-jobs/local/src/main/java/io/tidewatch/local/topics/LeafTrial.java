package io.tidewatch.local.topics;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.hash.StableHash;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.replay.AnalyzerFactory;
import io.tidewatch.replay.Backtest;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.wire.AnnotatedJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * What a leaf would have found and told in the last days of some messages, had it been there.
 *
 * @param from event time from which on messages were read, epoch milliseconds
 * @param to event time of the last message, epoch milliseconds
 * @param messages that complain on the leaf
 * @param authors of these, distinct
 * @param fromOther how many of these are unnamed without the leaf
 * @param rules that were played
 * @param alerts of these rules on the leaf, sorted by start
 */
record LeafTrial(long from, long to, long messages, long authors, long fromOther, int rules, List<Alert> alerts) {
    private static final int PARALLELISM = 2;

    /**
     * @param before the taxonomy as it is, name → text
     * @param after with the leaf in it, name → text
     * @param leaf its id
     * @param last event time of the last message, epoch milliseconds
     */
    static LeafTrial of(
            RecordedFeedback messages,
            Map<String, String> before,
            Map<String, String> after,
            String leaf,
            long last,
            Configuration settings,
            ZoneId zone)
            throws Exception {
        long from = last - TopicsInput.DAYS_MS;
        Taxonomy with = TaxonomyFiles.of(after);
        Analyzer without = Analyzer.of(TaxonomyFiles.of(before), TopicsInput.ID_KEY);
        Path file = Files.createTempFile("tidewatch-topic", ".jsonl.gz");
        try {
            Counts counts = new Counts(leaf, without);
            try (BufferedWriter lines = new BufferedWriter(new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
                messages.read(Analyzer.of(with, TopicsInput.ID_KEY), m -> {
                    if (m.feedback().eventTime() >= from) {
                        counts.take(m);
                        lines.write(AnnotatedJson.write(m.withTimes(0, 0)));
                        lines.newLine();
                    }
                });
            }
            StackFiles files = StackFiles.read(settings);
            RuleUpdate rules = new StackFiles(
                            files.rules(),
                            new TreeMap<>(after),
                            files.calendar(),
                            files.dimensions(),
                            files.notifyName(),
                            files.notifyText())
                    .update();
            AnalyzerFactory analyzers = () -> Analyzer.of(TaxonomyFiles.packaged(), TopicsInput.ID_KEY);
            List<Alert> alerts = new ArrayList<>();
            if (counts.messages > 0) {
                Backtest.run(file, rules, analyzers, PARALLELISM, zone).stream()
                        .filter(a -> a.incident().equals(leaf))
                        .forEach(alerts::add);
            }
            return new LeafTrial(
                    from,
                    last,
                    counts.messages,
                    counts.authors.size(),
                    counts.fromOther,
                    files.rules().size(),
                    List.copyOf(alerts));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static final class Counts {
        private final String leaf;
        private final Analyzer without;
        private final Set<Long> authors = new HashSet<>();
        private long messages;
        private long fromOther;

        Counts(String leaf, Analyzer without) {
            this.leaf = leaf;
            this.without = without;
        }

        void take(AnnotatedFeedback m) throws IOException {
            boolean found = m.feedback().op().equals("create")
                    && m.opinions().stream().anyMatch(o -> o.issue().equals(leaf) && m.isComplaint(o));
            if (!found) {
                return;
            }
            messages++;
            String author = m.feedback().author().id();
            authors.add(StableHash.fast(author == null ? m.contentHash() : author));
            AnnotatedFeedback now = without.analyze(m.feedback());
            fromOther +=
                    now.opinions().stream().noneMatch(o -> o.issue().indexOf('.') > 0 && now.isComplaint(o)) ? 1 : 0;
        }
    }
}
