package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.Analyzer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text and what the whole analysis makes of it.
 *
 * @param text as it was read: cleaned, with personal data masked
 * @param opinions their places are in {@code text}
 * @param complaints issues of the opinions that count as complaints: leaves, categories, {@code other}
 * @param sentiment of the whole
 */
record GoldReading(GoldText gold, String text, List<Opinion> opinions, Set<String> complaints, Label sentiment) {
    GoldReading {
        opinions = List.copyOf(opinions);
        complaints = Set.copyOf(complaints);
    }

    static GoldReading of(Analyzer analyzer, GoldText gold) {
        AnnotatedFeedback a = analyzer.analyze(Feedback.builder("gold:1", "gold", 0)
                .channel(GoldSets.channel(gold.set()))
                .eventOffset(0)
                .text(gold.text())
                .visibility(Visibility.PUBLIC)
                .build());
        Set<String> complaints = new TreeSet<>();
        for (Opinion o : a.opinions()) {
            if (a.isComplaint(o)) {
                complaints.add(o.issue());
            }
        }
        return new GoldReading(
                gold,
                a.feedback().text(),
                a.opinions(),
                complaints,
                a.sentiment().label());
    }

    boolean complains() {
        return !complaints.isEmpty();
    }

    boolean onlyOther() {
        return complaints.equals(Set.of(Taxonomy.OTHER));
    }

    /** Leaves complained of. */
    Set<String> leaves() {
        Set<String> out = new TreeSet<>(complaints);
        out.removeIf(i -> i.indexOf('.') < 0);
        return out;
    }

    /** Categories complained of, without {@code other}. */
    Set<String> categories() {
        Set<String> out = new TreeSet<>();
        for (String issue : complaints) {
            int dot = issue.indexOf('.');
            out.add(dot < 0 ? issue : issue.substring(0, dot));
        }
        out.remove(Taxonomy.OTHER);
        return out;
    }
}
