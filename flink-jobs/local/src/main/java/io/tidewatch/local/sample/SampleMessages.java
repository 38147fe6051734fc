package io.tidewatch.local.sample;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.taxonomy.TaxonomyFiles;
import java.util.ArrayList;
import java.util.List;

/** Messages of the sample, to measure with. */
public final class SampleMessages {
    private static final long SAMPLE_END = 1_794_312_065_000L;

    private SampleMessages() {}

    /**
     * Messages with a text, spread over the sample so that surge and quiet have their shares; taken again when there are
     * too few.
     */
    public static List<Feedback> spread(long seed, int count) {
        SampleSettings settings = SampleSettings.recovered(
                seed,
                SampleSettings.DEFAULT_ISSUE,
                SampleSettings.DEFAULT_REGION,
                SAMPLE_END,
                SurgeShape.DEFAULT.length(),
                TaxonomyFiles.packaged());
        List<Feedback> all = SampleGenerator.of(settings).messages().stream()
                .filter(f -> !f.isHeartbeat() && !f.text().isEmpty())
                .toList();
        List<Feedback> out = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            out.add(all.get((int) ((long) i * all.size() / count) % all.size()));
        }
        return out;
    }
}
