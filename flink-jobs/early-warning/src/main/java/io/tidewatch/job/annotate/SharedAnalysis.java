package io.tidewatch.job.annotate;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the analyzer; all subtasks of a JVM share the one that was opened last. */
final class SharedAnalysis implements TextAnalysis.Factory {
    private static final long serialVersionUID = 1L;

    private static @Nullable Opened last;

    private final byte[] idKey;

    SharedAnalysis(byte[] idKey) {
        this.idKey = idKey.clone();
    }

    @Override
    public TextAnalysis open() {
        return open(Map.of());
    }

    @Override
    public TextAnalysis open(Map<String, String> taxonomy) {
        synchronized (SharedAnalysis.class) {
            Opened opened = last;
            if (opened == null || !opened.files.equals(taxonomy) || !Arrays.equals(opened.idKey, idKey)) {
                opened = new Opened(Map.copyOf(taxonomy), idKey, Analyzer.of(TaxonomyFiles.of(taxonomy), idKey));
                last = opened;
            }
            return opened;
        }
    }

    private static final class Opened implements TextAnalysis {
        private final Map<String, String> files;
        private final byte[] idKey;
        private final Analyzer analyzer;

        private Opened(Map<String, String> files, byte[] idKey, Analyzer analyzer) {
            this.files = files;
            this.idKey = idKey;
            this.analyzer = analyzer;
        }

        @Override
        public AnnotatedFeedback analyze(Feedback feedback) {
            return analyzer.analyze(feedback);
        }

        @Override
        public AnnotatedFeedback again(AnnotatedFeedback stored) {
            return analyzer.again(stored);
        }

        @Override
        public String version() {
            return analyzer.version();
        }

        @Override
        public String mask(String text) {
            return analyzer.mask(text);
        }
    }
}
