package io.tidewatch.text.opinion;

import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.issue.ClauseRuns;
import io.tidewatch.text.issue.IssueModel;
import io.tidewatch.text.issue.IssuePass;
import io.tidewatch.text.sentiment.SentimentPass;
import io.tidewatch.text.vocabulary.WordRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the issue model says where the taxonomy's words do not: which leaf a surely negative message complains of in which they found
 * none, at least {@code other}; and which complaint that they found in praise is none. Used by one thread.
 */
final class LearntIssues {
    /** A message that is negative with so much says something. */
    private static final double NEGATIVE = 0.5;
    /** Unless each of its clauses complains of nothing with so much. */
    private static final double NOTHING = 0.35;
    /** What no word says is no complaint where the model is so sure that the clause complains of nothing. */
    private static final double PLAIN = 0.5;

    private static final double LIKELY = 0.5;
    /** What one message of pages somebody has to be likelier still. */
    private static final double LIKELY_URGENT = 0.8;
    /** A text of fewer characters may leave out what it is about. */
    private static final int SHORT = 11;

    private static final double LIKELY_IF_SHORT = 0.6;
    /** A message that is positive with so much praises. */
    private static final double POSITIVE = 0.5;
    /** In praise a complaint by words that the model thinks less likely than so is none. */
    private static final double UNLIKELY = 0.15;
    /** One message of it pages somebody: in praise its words alone are one reason, the model has to be a second. */
    private static final double UNLIKELY_URGENT = 0.3;
    /** In a message that is negative with less than {@link #SURE}, words of such a leaf that the model finds so unlikely are no reason. */
    private static final double IMPOSSIBLE = 0.03;

    private static final double SURE = 0.65;
    /** In a text of fewer characters words mean what they mean: it has no room for another subject. */
    private static final int LONG = 30;

    private static final String URGENT = "P1";

    private final IssuePass issues;
    private final Taxonomy taxonomy;
    /** Leaves whose words the model may doubt. */
    private final Set<String> judged;

    private int[] best = new int[32];
    private double[] bestP = new double[32];
    private double[] none = new double[32];
    private double[][] all = new double[32][];

    /** @param judged leaves whose words are those that the model has learnt from */
    LearntIssues(IssueModel model, Taxonomy taxonomy, Set<String> judged) {
        this.issues = new IssuePass(model);
        this.taxonomy = taxonomy;
        this.judged = judged;
    }

    /**
     * @param named what words have found
     * @param sentiment null where no model reads the sentiment of Chinese
     * @param whole of the message, by words, model and scores
     * @param subject what the message is about by its fields, which a short text leaves out; may be empty
     */
    List<Opinion> add(
            List<Opinion> named,
            char[] text,
            Clauses clauses,
            Matches matches,
            ClauseSentiment words,
            OpinionFinder finder,
            @Nullable SentimentPass sentiment,
            Polarity whole,
            String subject) {
        int length = clauses.to[clauses.size - 1];
        // of what people say in English the model has learnt too little to doubt their words
        if (sentiment != null && isNamed(named)) {
            boolean praise = whole.positive() >= POSITIVE && length >= LONG;
            boolean urgent = whole.negative() < SURE && named.stream().anyMatch(o -> isUrgent(o.issue()));
            if (praise || urgent) {
                readAll(text, clauses, subject);
                named = named.stream()
                        .filter(o -> !isUnlikely(o, clauses, praise))
                        .toList();
            }
            if (praise) {
                return named;
            }
        }
        if (named.stream().anyMatch(o -> isUnsaid(o, finder, text, length))) {
            readAll(text, clauses, subject);
            named = named.stream()
                    .filter(o -> !isUnsaid(o, finder, text, length) || nothing(o, clauses) < PLAIN)
                    .toList();
        }
        if (whole.negative() < NEGATIVE || isNamed(named)) {
            return named;
        }
        readAll(text, clauses, subject);
        Opinion likeliest = null;
        boolean something = false;
        boolean asks = matches.holds(WordRole.QUESTION, 0, clauses.size);
        for (int c = 0; c < clauses.size; c++) {
            boolean apart = words.turned[c]
                    || words.of(c) > 0
                    || text[clauses.from[c]] == '#' // a hashtag names a brand or a campaign
                    || finder.isFeelingOfAnother(c)
                    || clauses.size > 1 && matches.holds(WordRole.DEMAND, c, c + 1);
            if (apart || matches.holds(WordRole.QUESTION, c, c + 1)) {
                continue;
            }
            something |=
                    !asks && none[c] < NOTHING && !words.open(c) && !isChoice(text, clauses.from[c], clauses.to[c]);
            String leaf = issues.leaf(best[c]);
            if (taxonomy.leaf(leaf) != null && (likeliest == null || bestP[c] > likeliest.confidence())) {
                likeliest = new Opinion(
                        leaf,
                        Label.NEGATIVE,
                        -round(bestP[c]),
                        round(bestP[c]),
                        clauses.from[c],
                        clauses.to[c],
                        true,
                        FoundBy.MODEL);
            }
        }
        boolean isSure = likeliest != null && likeliest.confidence() >= least(likeliest.issue(), length);
        if (!isSure && (!something || named.stream().anyMatch(Opinion::complaint))) {
            return named;
        }
        List<Opinion> out = new ArrayList<>(named);
        out.removeIf(o -> o.issue().equals(Taxonomy.OTHER));
        out.add(isSure ? likeliest : other(clauses, sentiment, whole));
        out.sort(Comparator.comparingInt(Opinion::from).thenComparing(Opinion::issue));
        return List.copyOf(out);
    }

    /** A complaint about something that no word says. */
    private static boolean isUnsaid(Opinion o, OpinionFinder finder, char[] text, int length) {
        return o.complaint() && o.issue().equals(Taxonomy.OTHER) && finder.isWordless(text, length, o.from(), o.to());
    }

    /** How sure it is that the clauses of an opinion complain of nothing: the least of them. */
    private double nothing(Opinion o, Clauses clauses) {
        double least = 1;
        for (int c = 0; c < clauses.size; c++) {
            if (clauses.from[c] < o.to() && o.from() < clauses.to[c]) {
                least = Math.min(least, none[c]);
            }
        }
        return least;
    }

    /** How likely a leaf has to be. */
    private double least(String leaf, int length) {
        double least = length < SHORT ? LIKELY_IF_SHORT : LIKELY;
        return isUrgent(leaf) ? Math.max(least, LIKELY_URGENT) : least;
    }

    /** What the model says of each clause. */
    private void readAll(char[] text, Clauses clauses, String subject) {
        if (best.length < clauses.size) {
            int n = Integer.highestOneBit(clauses.size) * 2;
            best = new int[n];
            bestP = new double[n];
            none = new double[n];
            all = new double[n][];
        }
        for (int c = 0; c < clauses.size; c++) {
            best[c] = read(text, clauses, c, subject);
            bestP[c] = issues.probability(best[c]);
            none[c] = issues.none();
            all[c] = issues.probabilities(all[c]);
        }
    }

    /**
     * True for a complaint that the model, which knows its leaf by the same words, takes for none: in praise when it is hardly likely,
     * else only where one message pages somebody and when it is next to impossible.
     */
    private boolean isUnlikely(Opinion o, Clauses clauses, boolean praise) {
        int leaf = o.complaint() && judged.contains(o.issue()) ? issues.number(o.issue()) : -1;
        if (leaf < 0) {
            return false;
        }
        double most = 0;
        for (int c = 0; c < clauses.size; c++) {
            if (clauses.from[c] < o.to() && o.from() < clauses.to[c]) {
                most = Math.max(most, all[c][leaf]);
            }
        }
        if (!praise) {
            return isUrgent(o.issue()) && most < IMPOSSIBLE;
        }
        return most < (isUrgent(o.issue()) ? UNLIKELY_URGENT : UNLIKELY);
    }

    /** True when there is a complaint that has a leaf. */
    private static boolean isNamed(List<Opinion> opinions) {
        return opinions.stream().anyMatch(o -> o.complaint() && !o.issue().equals(Taxonomy.OTHER));
    }

    /** 送不送, 有没有: a question without a mark. */
    private static boolean isChoice(char[] text, int from, int to) {
        for (int i = from + 1; i + 1 < to; i++) {
            if ((text[i] == '不' || text[i] == '没') && text[i - 1] == text[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private int read(char[] text, Clauses clauses, int c, String subject) {
        int from = clauses.from[c];
        int to = clauses.to[c];
        int first = clauses.from[0];
        int last = clauses.to[clauses.size - 1];
        int before = Math.max(first, from - ClauseRuns.AROUND);
        int after = Math.min(last, to + ClauseRuns.AROUND);
        if (last >= SHORT || subject.isEmpty()) {
            return issues.read(text, from, to, before, after);
        }
        int ahead = subject.length() + 1;
        char[] both = new char[ahead + last];
        subject.getChars(0, ahead - 1, both, 0);
        both[ahead - 1] = '，';
        System.arraycopy(text, 0, both, ahead, last);
        return issues.read(both, from + ahead, to + ahead, 0, after + ahead);
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
