package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TaxonomyExamplesTest {
    /** Leaves whose examples need be no complaints. */
    private static final Set<String> NO_COMPLAINTS =
            Set.of("voice.praise", "voice.suggestion", "voice.esg", "voice.competitor");

    private final Taxonomy taxonomy = TaxonomyFiles.packaged();

    @Test
    void shouldFindEveryExampleOnItsLeaf() {
        List<String> missed = new ArrayList<>();
        for (Leaf leaf : taxonomy.leaves()) {
            for (String example : leaf.examples()) {
                AnnotatedFeedback a = MessageFixtures.analyze(example);
                boolean found = a.opinions().stream()
                        .anyMatch(o ->
                                o.issue().equals(leaf.id()) && (NO_COMPLAINTS.contains(leaf.id()) || a.isComplaint(o)));
                if (!found || a.noise() != null) {
                    missed.add(leaf.id() + ": " + example + " -> " + shown(a) + " " + a.noise());
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    @Test
    void shouldFindNoCounterExampleOnItsLeaf() {
        List<String> wrong = new ArrayList<>();
        for (Leaf leaf : taxonomy.leaves()) {
            for (String example : leaf.counterExamples()) {
                AnnotatedFeedback a = MessageFixtures.analyze(example);
                boolean found = a.opinions().stream()
                        .anyMatch(o -> o.issue().equals(leaf.id())
                                && (NO_COMPLAINTS.contains(leaf.id()) || o.label() == Label.NEGATIVE));
                if (found) {
                    wrong.add(leaf.id() + ": " + example + " -> " + shown(a));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldCallTheExamplesOfProblemsNegativeWithTheirSentiment() {
        List<String> wrong = new ArrayList<>();
        for (Leaf leaf : taxonomy.leaves()) {
            if (leaf.category().equals("voice")) {
                continue;
            }
            for (String example : leaf.examples()) {
                AnnotatedFeedback a = MessageFixtures.analyze(example);
                if (a.sentiment().label() != Label.NEGATIVE) {
                    wrong.add(leaf.id() + ": " + example + " -> " + a.sentiment());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void shouldKeepGravestLeavesOutOfTheExamplesOfOthers() {
        List<String> wrong = new ArrayList<>();
        for (Leaf leaf : taxonomy.leaves()) {
            if (leaf.severity().equals("P1")) {
                continue;
            }
            for (String example : leaf.examples()) {
                for (Opinion o : MessageFixtures.analyze(example).opinions()) {
                    Leaf other = taxonomy.leaf(o.issue());
                    if (other != null && other.severity().equals("P1") && o.complaint()) {
                        wrong.add(leaf.id() + ": " + example + " -> " + o.issue());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String shown(AnnotatedFeedback a) {
        return a.opinions().stream().map(MessageFixtures::show).collect(Collectors.joining(", ", "[", "]"));
    }
}
