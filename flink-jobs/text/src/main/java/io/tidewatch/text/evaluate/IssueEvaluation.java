package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.Analyzer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Precision and recall of issues on our own labelled messages, over single issues (a message may have several). They say
 * nothing of other people's words; for those see {@link GoldFigures}.
 *
 * <p>An issue counts as found when it is a complaint, or, of the leaves that need be none (suggestion, ESG, comparison,
 * praise), when it is there at all. A positive opinion found where a person only says that nothing is wrong is neither
 * right nor wrong. {@code other} instead of a leaf is a miss, not a false claim; {@code other} in a message without a
 * complaint is.
 */
public final class IssueEvaluation {
    /** Leaves that need be no complaint. */
    private static final Set<String> NO_COMPLAINTS =
            Set.of("voice.praise", "voice.suggestion", "voice.esg", "voice.competitor");

    private static final String POSITIVE = "voice.praise";

    /** A message and what was found in it. */
    public record Outcome(LabelledMessage message, Set<String> found, IssueFigures figures) {
        public Outcome {
            found = Set.copyOf(found);
        }

        /** One line for people: expected, found, text. */
        public String line() {
            return new TreeSet<>(message.issues()) + " -> " + new TreeSet<>(found) + " " + message.text();
        }
    }

    private final List<Outcome> outcomes;

    private IssueEvaluation(List<Outcome> outcomes) {
        this.outcomes = List.copyOf(outcomes);
    }

    /** Over the packaged messages. */
    public static IssueEvaluation of(Analyzer analyzer) {
        return of(analyzer, LabelledMessages.packaged());
    }

    /** Over these messages. */
    public static IssueEvaluation of(Analyzer analyzer, List<LabelledMessage> messages) {
        List<Outcome> out = new ArrayList<>(messages.size());
        for (LabelledMessage m : messages) {
            Set<String> found = issues(analyzer.analyze(feedback(m.text())));
            out.add(new Outcome(m, found, compare(m.issues(), found)));
        }
        return new IssueEvaluation(out);
    }

    /** In file order. */
    public List<Outcome> outcomes() {
        return outcomes;
    }

    /** The half that names its issue by one of the issue's first words. */
    public IssueFigures withKeyword() {
        return figures(o -> o.message().withKeyword());
    }

    /** The half that does not. */
    public IssueFigures withoutKeyword() {
        return figures(o -> !o.message().withKeyword());
    }

    /** Over the messages that satisfy a condition. */
    public IssueFigures figures(Predicate<Outcome> which) {
        return outcomes.stream().filter(which).map(Outcome::figures).reduce(IssueFigures.NONE, IssueFigures::plus);
    }

    /** A section for people: both halves, both parts, and every category. */
    public String toMarkdown() {
        StringBuilder out = new StringBuilder("""
                ### Issues in sentences of our own

                | messages | number | precision | recall | F1 |
                |---|---|---|---|---|
                """);
        row(out, "with a keyword of their issue", withKeyword());
        row(out, "– of these never looked at", figures(o -> o.message().withKeyword() && blind(o)));
        row(out, "without", withoutKeyword());
        row(out, "– of these never looked at", figures(o -> !o.message().withKeyword() && blind(o)));
        row(out, "all", figures(o -> true));
        out.append("""

                | category | messages | precision | recall | F1 |
                |---|---|---|---|---|
                """);
        categories().forEach((category, figures) -> row(out, category, figures));
        out.append("\nMessages and keywords are by the same authors: this says nothing of other people's words, which"
                + " `evaluate issues` measures.\n");
        return out.toString();
    }

    private static boolean blind(Outcome o) {
        return o.message().part() == LabelledMessage.Part.BLIND;
    }

    private Map<String, IssueFigures> categories() {
        Map<String, IssueFigures> out = new TreeMap<>();
        for (Outcome o : outcomes) {
            Set<String> touched = new TreeSet<>();
            o.message().issues().forEach(i -> touched.add(categoryOf(i)));
            o.found().forEach(i -> touched.add(categoryOf(i)));
            for (String category : touched) {
                Set<String> expected = within(category, o.message().issues());
                IssueFigures f = compare(expected, within(category, o.found()));
                out.merge(
                        category,
                        new IssueFigures(expected.isEmpty() ? 0 : 1, f.right(), f.wrong(), f.missed()),
                        IssueFigures::plus);
            }
        }
        return out;
    }

    private static Set<String> within(String category, Set<String> issues) {
        Set<String> out = new TreeSet<>(issues);
        out.removeIf(i -> !categoryOf(i).equals(category));
        return out;
    }

    private static String categoryOf(String issue) {
        int dot = issue.indexOf('.');
        return dot < 0 ? issue : issue.substring(0, dot);
    }

    private static void row(StringBuilder out, String name, IssueFigures f) {
        out.append(String.format(
                Locale.ROOT,
                "| %s | %d | %.3f | %.3f | %.3f |%n",
                name,
                f.messages(),
                f.precision(),
                f.recall(),
                f.f1()));
    }

    private static IssueFigures compare(Set<String> expected, Set<String> found) {
        int right = 0;
        int wrong = 0;
        for (String issue : found) {
            if (expected.contains(issue)) {
                right++;
            } else if (expected.isEmpty() ? !issue.equals(POSITIVE) : !issue.equals(Taxonomy.OTHER)) {
                wrong++;
            }
        }
        return new IssueFigures(1, right, wrong, expected.size() - right);
    }

    private static Set<String> issues(AnnotatedFeedback a) {
        Set<String> out = new TreeSet<>();
        for (Opinion o : a.opinions()) {
            if (o.complaint() || NO_COMPLAINTS.contains(o.issue())) {
                out.add(o.issue());
            }
        }
        return out;
    }

    private static Feedback feedback(String text) {
        return Feedback.builder("labelled:1", "labelled", 0)
                .eventOffset(0)
                .text(text)
                .build();
    }
}
