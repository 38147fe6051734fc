package io.tidewatch.job.detect.rules;

import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problems;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The files of an update, read. Nine operators of a job need them in each subtask, and ten thousand rules take seconds, so the
 * last sets that were read in this process are kept as long as there is memory. Immutable.
 *
 * @param read the update; its revision does not matter
 */
record RuleFilesCache(RuleUpdate read, RuleSet set, Taxonomy taxonomy) {
    private static final int KEPT = 4;
    private static final Deque<SoftReference<RuleFilesCache>> LAST = new ArrayDeque<>();

    /** @throws io.tidewatch.yaml.InvalidFileException with every problem of the files */
    static RuleFilesCache of(RuleUpdate update) {
        // who comes second waits for the first rather than reading the same again
        synchronized (LAST) {
            RuleFilesCache known = known(update);
            if (known == null) {
                known = readAll(update);
                LAST.addFirst(new SoftReference<>(known));
                while (LAST.size() > KEPT) {
                    LAST.removeLast();
                }
            }
            return known;
        }
    }

    private static @Nullable RuleFilesCache known(RuleUpdate update) {
        for (Iterator<SoftReference<RuleFilesCache>> it = LAST.iterator(); it.hasNext(); ) {
            RuleFilesCache cached = it.next().get();
            if (cached == null) {
                it.remove();
            } else if (cached.read.files().equals(update.files())
                    && cached.read.taxonomy().equals(update.taxonomy())
                    && Objects.equals(cached.read.notifyFiles(), update.notifyFiles())
                    && Objects.equals(cached.read.allowedLatenessMs(), update.allowedLatenessMs())
                    && Objects.equals(cached.read.dimensions(), update.dimensions())) {
                return cached;
            }
        }
        return null;
    }

    private static RuleFilesCache readAll(RuleUpdate update) {
        Problems problems = new Problems();
        Taxonomy taxonomy = TaxonomyFiles.of(update.taxonomy());
        RuleSet set = RuleFiles.read(update.files(), update.references(taxonomy), problems);
        problems.throwIfErrors();
        return new RuleFilesCache(copy(update), set, taxonomy);
    }

    private static RuleUpdate copy(RuleUpdate update) {
        return new RuleUpdate(
                update.revision(),
                Map.copyOf(update.files()),
                Map.copyOf(update.taxonomy()),
                null,
                update.notifyFiles() == null ? null : Map.copyOf(update.notifyFiles()),
                update.allowedLatenessMs(),
                update.dimensions() == null ? null : Map.copyOf(update.dimensions()));
    }
}
