package io.tidewatch.text.opinion;

import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.issue.ClauseMark;
import io.tidewatch.text.issue.IssueModel;
import io.tidewatch.text.issue.IssuePass;
import io.tidewatch.text.sentiment.SentimentPass;
import io.tidewatch.text.vocabulary.WordRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the issue model says beside the taxonomy's words: what a clause complains of in which they found nothing, that a surely negative
 * message says something, at least {@code other}, and which complaint that they found is none. Used by one thread.
 */
final class LearntIssues {
    /** A message that is negative with so much says something. */
    private static final double NEGATIVE = 0.5;
    /** Unless each of its clauses complains of nothing with so much. */
    private static final double NOTHING = 0.25;
    /** What words say in a message that is negative with so much is not plainly nothing. */
    private static final double FELT = 0.2;
    /** What no word says is no complaint where the model is so sure that the clause complains of nothing. */
    private static final double UNSAID = 0.3;

    /** How likely a leaf has to be in a negative message. */
    private static final double LIKELY = 0.25;
    /** A text of so many characters may leave out what it is about, and its mood alone says nothing. */
    private static final int SHORT = 11;

    /** Beside a leaf that words have named elsewhere in it. */
    private static final double LIKELY_BESIDE = 0.95;

    private static final double LIKELY_IF_SHORT = 0.65;
    /** In a message without a feeling. */
    private static final double LIKELY_IF_UNFELT = 0.85;
    /** Beside a good word. */
    private static final double LIKELY_IF_GOOD = 0.85;
    /** What one message of pages somebody has to be likelier still. */
    private static final double LIKELY_URGENT = 0.95;

    /** A complaint by words that the model thinks less likely than so is doubtful: it is none where */
    private static final double UNLIKELY = 0.1;
    /** the model is so sure of something else or of nothing. */
    private static final double SURE = 0.75;
    /** A text of fewer characters has no room for another subject. */
    private static final int LONG = 30;

    private static final int LONG_LATIN = 80;
    /** A message that is positive with so much praises. */
    private static final double POSITIVE = 0.5;
    /** What words say in it has to be so likely. */
    private static final double UNLIKELY_IN_PRAISE = 0.6;
    /** One message of it pages somebody: unless the message is negative with so much its words alone are one reason, */
    private static final double SURELY_NEGATIVE = 0.65;
    /** and the model has to be a second, */
    private static final double UNLIKELY_URGENT = 0.35;
    /** in praise surely so. */
    private static final double UNLIKELY_URGENT_IN_PRAISE = 0.7;
    /** A message that is positive with so much, and in which words found no complaint, has none. */
    private static final double SURELY_POSITIVE = 0.9;

    private static final String URGENT = "P1";

    private final IssuePass issues;
    private final Taxonomy taxonomy;
    /** Leaves whose words the model may doubt. */
    private final Set<String> judged;
    /** How many clauses the model was given before the message's own: its subject. */
    private int ahead;

    /** @param judged leaves whose words are those that the model has learnt from */
    LearntIssues(IssueModel model, Taxonomy taxonomy, Set<String> judged) {
        this.issues = new IssuePass(model);
        this.taxonomy = taxonomy;
        this.judged = judged;
    }

    /** True for a message of which the model is not asked: it praises, and words found no complaint in it. */
    static boolean isPraise(List<Opinion> named, Polarity whole) {
        return whole.positive() >= SURELY_POSITIVE && named.stream().noneMatch(Opinion::complaint);
    }

    /**
     * @param named what words have found
     * @param marks of each clause its {@link ClauseMark}s, a bit each
     * @param sentiment null where no model reads the sentiment of Chinese
     * @param whole of the message, by words, model and scores
     * @param subject what the message is about by its fields, which a short text leaves out; may be empty
     */
    List<Opinion> add(
            List<Opinion> named,
            char[] text,
            Clauses clauses,
            Matches matches,
            OpinionFinder finder,
            long[] marks,
            @Nullable SentimentPass sentiment,
            Polarity whole,
            String subject) {
        int length = clauses.to[clauses.size - 1];
        read(text, clauses, named, marks, subject);
        boolean chinese = sentiment != null;
        boolean positive = chinese && whole.positive() >= POSITIVE;
        boolean isShort = length < (chinese ? LONG : LONG_LATIN);
        List<Opinion> out = new ArrayList<>(named);
        boolean mixed = chinese && whole.negative() < SURELY_NEGATIVE;
        out.removeIf(o -> isNoneInPraise(o, clauses, positive, mixed, isShort));
        out.removeIf(o -> isUnsaid(o, finder, text, length) && (length <= SHORT || nothing(o, clauses) >= UNSAID));
        List<Opinion> doubtful = out.stream()
                .filter(o -> (chinese || !isShort) && likely(o, clauses) < UNLIKELY)
                .toList();
        out.removeAll(doubtful);
        boolean isNamed = out.stream().anyMatch(o -> o.complaint() && !o.issue().equals(Taxonomy.OTHER));
        boolean asks = matches.holds(WordRole.QUESTION, 0, clauses.size);
        boolean something = false;
        Map<String, Opinion> learnt = new TreeMap<>();
        for (int c = 0; c < clauses.size && whole.positive() < POSITIVE; c++) {
            if (is(marks[c], ClauseMark.DENIED)
                    || is(marks[c], ClauseMark.HASHTAG) // names a brand or a campaign
                    || is(marks[c], ClauseMark.ANOTHERS)
                    || is(marks[c], ClauseMark.QUESTION)
                    || clauses.size > 1 && is(marks[c], ClauseMark.DEMAND)
                    || (sentiment == null
                            ? is(marks[c], ClauseMark.GOOD_WORDS)
                            : is(marks[c], ClauseMark.FELT_POSITIVE)
                                    || is(marks[c], ClauseMark.FELT_RATHER_POSITIVE))) {
                continue;
            }
            boolean good = is(marks[c], ClauseMark.GOOD_WORDS);
            something |= !good
                    && !asks
                    && length > SHORT
                    && issues.none(ahead + c) < NOTHING
                    && !is(marks[c], ClauseMark.SUPPOSED);
            Opinion o = likeliest(c, clauses);
            if (taxonomy.leaf(o.issue()) != null
                    && o.confidence() >= least(o.issue(), length, isNamed, good, whole.negative() < NEGATIVE)
                    && !(is(marks[c], ClauseMark.SUPPOSED) && whole.negative() < NEGATIVE)
                    && !isSaid(out, o)) {
                learnt.merge(o.issue(), o, (x, y) -> x.confidence() >= y.confidence() ? x : y);
            }
        }
        for (Opinion o : doubtful) {
            boolean other = learnt.values().stream()
                    .anyMatch(l -> l.confidence() >= SURE && isBeside(o, l) && !isOfItsCategory(o, l));
            if (!other && (whole.negative() >= FELT || nothing(o, clauses) < SURE)) {
                learnt.values().removeIf(l -> isBeside(o, l) || l.issue().equals(o.issue()));
                out.add(o);
            }
        }
        if (!learnt.isEmpty()) {
            out.removeIf(o -> o.issue().equals(Taxonomy.OTHER));
            out.addAll(learnt.values());
        } else if (out.stream().noneMatch(Opinion::complaint) && whole.negative() >= NEGATIVE && something) {
            out.removeIf(o -> o.issue().equals(Taxonomy.OTHER));
            out.add(other(clauses, sentiment, whole));
        }
        out.sort(Comparator.comparingInt(Opinion::from).thenComparing(Opinion::issue));
        return List.copyOf(out);
    }

    private static boolean is(long marks, ClauseMark mark) {
        return (marks & mark.bit()) != 0;
    }

    private Opinion likeliest(int clause, Clauses clauses) {
        int best = issues.best(ahead + clause);
        double p = round(issues.probability(ahead + clause, best));
        return new Opinion(
                issues.leaf(best),
                Label.NEGATIVE,
                -p,
                p,
                clauses.from[clause],
                clauses.to[clause],
                true,
                FoundBy.MODEL);
    }

    /** A complaint about something that no word says. */
    private static boolean isUnsaid(Opinion o, OpinionFinder finder, char[] text, int length) {
        return o.complaint() && o.issue().equals(Taxonomy.OTHER) && finder.isWordless(text, length, o.from(), o.to());
    }

    /** True when its leaf is named already, or another where it stands. */
    private static boolean isSaid(List<Opinion> named, Opinion learnt) {
        return named.stream()
                .filter(o -> o.complaint() && !o.issue().equals(Taxonomy.OTHER))
                .anyMatch(o -> o.issue().equals(learnt.issue()) || isBeside(o, learnt));
    }

    /** How sure it is that the clauses of an opinion complain of nothing: the least of them. */
    private double nothing(Opinion o, Clauses clauses) {
        double least = 1;
        for (int c = 0; c < clauses.size; c++) {
            if (clauses.from[c] < o.to() && o.from() < clauses.to[c]) {
                least = Math.min(least, issues.none(ahead + c));
            }
        }
        return least;
    }

    /** How likely a leaf has to be. */
    private double least(String leaf, int length, boolean isNamed, boolean good, boolean unfelt) {
        double least = length < SHORT ? LIKELY_IF_SHORT : isNamed ? LIKELY_BESIDE : LIKELY;
        least = unfelt ? Math.max(least, LIKELY_IF_UNFELT) : least;
        least = good ? Math.max(least, LIKELY_IF_GOOD) : least;
        return isUrgent(leaf) ? Math.max(least, LIKELY_URGENT) : least;
    }

    /** True for a complaint by words that is none, as the message praises and the model does not think it likely. */
    private boolean isNoneInPraise(Opinion o, Clauses clauses, boolean positive, boolean mixed, boolean isShort) {
        if (isUrgent(o.issue()) && (positive || mixed)) {
            return likely(o, clauses) < (positive ? UNLIKELY_URGENT_IN_PRAISE : UNLIKELY_URGENT);
        }
        return positive && !isShort && likely(o, clauses) < UNLIKELY_IN_PRAISE;
    }

    /** How likely the model, which knows its leaf by the same words, thinks a complaint by words; 1 where it has nothing to say. */
    private double likely(Opinion o, Clauses clauses) {
        int leaf = o.complaint() && judged.contains(o.issue()) ? issues.number(o.issue()) : -1;
        if (leaf < 0) {
            return 1;
        }
        double most = 0;
        for (int c = 0; c < clauses.size; c++) {
            if (clauses.from[c] < o.to() && o.from() < clauses.to[c]) {
                most = Math.max(most, issues.probability(ahead + c, leaf));
            }
        }
        return most;
    }

    /** Borders within a category are soft: there the words decide. */
    private static boolean isOfItsCategory(Opinion a, Opinion b) {
        return a.issue().startsWith(b.issue().substring(0, b.issue().indexOf('.') + 1));
    }

    private static boolean isBeside(Opinion a, Opinion b) {
        return a.from() < b.to() && b.from() < a.to();
    }

    /** Asks the model of all clauses; a short text after its subject. */
    private void read(char[] text, Clauses clauses, List<Opinion> named, long[] marks, String subject) {
        int length = clauses.to[clauses.size - 1];
        ahead = 0;
        String[] words = new String[clauses.size];
        for (int c = 0; c < clauses.size; c++) {
            words[c] = SaidByWords.in(named, clauses.from[c], clauses.to[c]);
        }
        if (length >= SHORT || subject.isEmpty()) {
            issues.read(text, clauses.from, clauses.to, words, marks, clauses.size);
            return;
        }
        ahead = 1;
        int shift = subject.length();
        char[] both = new char[shift + length];
        subject.getChars(0, shift, both, 0);
        System.arraycopy(text, 0, both, shift, length);
        int[] from = new int[clauses.size + 1];
        int[] to = new int[clauses.size + 1];
        String[] said = new String[clauses.size + 1];
        said[0] = "";
        System.arraycopy(words, 0, said, 1, clauses.size);
        long[] known = new long[clauses.size + 1];
        System.arraycopy(marks, 0, known, 1, clauses.size);
        to[0] = shift;
        for (int c = 0; c < clauses.size; c++) {
            from[c + 1] = shift + clauses.from[c];
            to[c + 1] = shift + clauses.to[c];
        }
        issues.read(both, from, to, said, known, clauses.size + 1);
    }

    private boolean isUrgent(String issue) {
        Leaf leaf = taxonomy.leaf(issue);
        return leaf != null && leaf.severity().equals(URGENT);
    }

    /** Of the most negative clause. */
    private static Opinion other(Clauses clauses, @Nullable SentimentPass sentiment, Polarity whole) {
        int most = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < clauses.size && sentiment != null; c++) {
            double p = sentiment.positive(clauses.from[c], clauses.to[c]);
            if (p < least) {
                least = p;
                most = c;
            }
        }
        return new Opinion(
                Taxonomy.OTHER,
                Label.NEGATIVE,
                whole.score(),
                whole.confidence(),
                clauses.from[most],
                clauses.to[most],
                true,
                FoundBy.MODEL);
    }

    private static double round(double d) {
        return Math.rint(d * 10_000) / 10_000;
    }
}
