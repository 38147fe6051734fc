package io.tidewatch.text.opinion;

import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.issue.ClauseRuns;
import io.tidewatch.text.issue.IssueModel;
import io.tidewatch.text.issue.IssuePass;
import io.tidewatch.text.sentiment.SentimentPass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the issue model adds to the opinions that words have found: complaints whose words the taxonomy does not have; and a message
 * that is surely negative never says nothing, at least {@code other}. Used by one thread.
 */
final class LearntIssues {
    /** A message that is negative with so much says something. */
    private static final double NEGATIVE = 0.6;
    /** Unless each of its clauses complains of nothing with so much. */
    private static final double NOTHING = 0.8;

    private static final double LIKELY = 0.4;
    /** In a message that is not negative a complaint has to be likelier. */
    private static final double LIKELY_ANYWAY = 0.6;
    /** Where no model reads sentiment, and no word calls the message negative. */
    private static final double LIKELY_PLAIN = 0.45;
    /** In one that is positive with so much it has to be likelier still. */
    private static final double POSITIVE = 0.5;

    private static final double LIKELY_IN_PRAISE = 0.8;
    /** One that is positive with so much is not read by the model at all. */
    private static final double PRAISE = 0.9;
    /** What one message of pages somebody has to be likelier still, and the message negative. */
    private static final double LIKELY_URGENT = 0.7;

    /** Beside a complaint that words have found, demands and sighs sound like others. */
    private static final double LIKELY_BESIDE = 0.75;

    /** A complaint by words that the model thinks less likely than so is none, in a negative message, any other, and in praise. */
    private static final double UNLIKELY = 0.05;

    private static final double UNLIKELY_ANYWAY = 0.08;
    private static final double UNLIKELY_IN_PRAISE = 0.15;

    /** One message of it pages somebody: its words alone are one reason, the model is the second. */
    private static final double UNLIKELY_URGENT = 0.1;

    /** In a text of fewer characters words mean what they mean: it has no room for another subject. */
    private static final int LONG = 30;

    private static final double AT_LEAST = 0.25;
    /** A text of fewer characters may leave out what it is about. */
    private static final int SHORT = 11;

    private static final double LIKELY_IF_SHORT = 0.6;

    private static final List<String> QUESTIONS =
            List.of("请问", "想问", "咨询", "怎么开", "怎么办理", "如何", "how do i", "how can i");
    /** What is asked for is not what is complained of. */
    private static final List<String> DEMANDS = List.of(
            "要求",
            "请求",
            "申请",
            "希望",
            "麻烦",
            "请尽快",
            "请给",
            "请帮",
            "请你",
            "赶紧",
            "尽快",
            "快点",
            "想退",
            "想换",
            "我要退",
            "给我退",
            "给个说法",
            "给个解释",
            "投诉",
            "please",
            "i want",
            "i demand");

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
     * @param sentiment null where no model reads the text
     * @param whole of the message, by words, model and scores
     * @param subject what the message is about by its fields, which a short text leaves out; may be empty
     */
    List<Opinion> add(
            List<Opinion> named,
            char[] text,
            Clauses clauses,
            ClauseSentiment words,
            OpinionFinder finder,
            @Nullable SentimentPass sentiment,
            Polarity whole,
            String subject) {
        List<Opinion> out = new ArrayList<>(named);
        readAll(text, clauses, subject);
        if (sentiment != null) { // of what people say in English the model has learnt too little to doubt
            out.removeIf(o -> isUnlikely(o, clauses, whole));
        }
        if (whole.positive() >= PRAISE) {
            return out.size() == named.size() ? named : List.copyOf(out);
        }
        double likely = likely(sentiment != null, whole);
        if (clauses.to[clauses.size - 1] < SHORT) {
            likely = Math.max(likely, LIKELY_IF_SHORT);
        }
        boolean isNamed = isNamed(out);
        Opinion likeliest = null;
        boolean something = false;
        for (int c = 0; c < clauses.size; c++) {
            if (words.turned[c]
                    || text[clauses.from[c]] == '#' // a hashtag names a brand or a campaign
                    || words.of(c) > 0
                    || finder.isFeelingOfAnother(c)
                    || !mayComplain(text, clauses, c, words, sentiment, whole)
                    || clauses.size > 1 && holds(DEMANDS, text, clauses.from[c], clauses.to[c])
                    || isNamed && isSpoken(out, clauses, c)) {
                continue;
            }
            something |= none[c] < NOTHING;
            String leaf = issues.leaf(best[c]);
            double p = bestP[c];
            if (!isLeaf(leaf) || whole.negative() < NEGATIVE && isPraised(named, leaf)) {
                continue;
            }
            Opinion found =
                    new Opinion(leaf, Label.NEGATIVE, -round(p), round(p), clauses.from[c], clauses.to[c], true);
            if ((likeliest == null || p > likeliest.confidence()) && !isUrgent(leaf)) {
                likeliest = found;
            }
            double least = isNamed ? Math.max(likely, LIKELY_BESIDE) : likely;
            if (p >= (isUrgent(leaf) ? Math.max(least, LIKELY_URGENT) : least)
                    && out.stream().noneMatch(o -> o.complaint() && o.issue().equals(leaf))) {
                out.removeIf(o -> o.issue().equals(Taxonomy.OTHER) && o.complaint() && overlaps(o, found));
                out.add(found);
            }
        }
        if (whole.negative() >= NEGATIVE
                && something
                && out.stream().noneMatch(Opinion::complaint)
                && !asks(text, clauses.from[0], clauses.to[clauses.size - 1])) {
            out.removeIf(o -> o.issue().equals(Taxonomy.OTHER));
            out.add(
                    likeliest != null
                                    && likeliest.confidence()
                                            >= (clauses.to[clauses.size - 1] < SHORT ? LIKELY_IF_SHORT : AT_LEAST)
                            ? likeliest
                            : other(clauses, sentiment, whole));
        }
        if (isNamed(out)) {
            out.removeIf(o -> o.issue().equals(Taxonomy.OTHER));
        }
        out.sort(Comparator.comparingInt(Opinion::from).thenComparing(Opinion::issue));
        return List.copyOf(out);
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
     * True for a complaint that words have found and that the model, which knows its leaf by the same words, takes for none: the more
     * so the more the message praises.
     */
    private boolean isUnlikely(Opinion o, Clauses clauses, Polarity whole) {
        int leaf = o.complaint() ? issues.number(o.issue()) : -1;
        if (leaf < 0 || clauses.to[clauses.size - 1] < LONG || !judged.contains(o.issue())) {
            return false;
        }
        double most = 0;
        for (int c = 0; c < clauses.size; c++) {
            if (clauses.from[c] < o.to() && o.from() < clauses.to[c]) {
                most = Math.max(most, all[c][leaf]);
            }
        }
        double least = whole.negative() >= NEGATIVE
                ? UNLIKELY
                : whole.positive() >= POSITIVE ? UNLIKELY_IN_PRAISE : UNLIKELY_ANYWAY;
        if (isUrgent(o.issue())) {
            least = Math.max(least, UNLIKELY_URGENT);
        }
        return most < least;
    }

    /** True when a complaint stands in a clause already. */
    private static boolean isSpoken(List<Opinion> opinions, Clauses clauses, int c) {
        return opinions.stream()
                .anyMatch(o -> o.complaint()
                        && !o.issue().equals(Taxonomy.OTHER)
                        && clauses.from[c] < o.to()
                        && o.from() < clauses.to[c]);
    }

    /** True when there is a complaint that has a leaf. */
    private static boolean isNamed(List<Opinion> opinions) {
        return opinions.stream().anyMatch(o -> o.complaint() && !o.issue().equals(Taxonomy.OTHER));
    }

    /** In a message that is not negative a clause that asks or denies does not complain, nor one that sounds positive. */
    private static boolean mayComplain(
            char[] text,
            Clauses clauses,
            int c,
            ClauseSentiment words,
            @Nullable SentimentPass sentiment,
            Polarity whole) {
        return whole.negative() >= NEGATIVE
                || !words.open(c)
                        && !asks(text, clauses.from[c], clauses.to[c])
                        && clauses.mark[c] != '?'
                        && clauses.mark[c] != '？'
                        && (sentiment == null || sentiment.positive(clauses.from[c], clauses.to[c]) < 0);
    }

    private static boolean asks(char[] text, int from, int to) {
        return holds(QUESTIONS, text, from, to);
    }

    private static boolean holds(List<String> words, char[] text, int from, int to) {
        for (String word : words) {
            for (int i = from; i + word.length() <= to; i++) {
                int k = 0;
                while (k < word.length() && text[i + k] == word.charAt(k)) {
                    k++;
                }
                if (k == word.length()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the message praises what a leaf is about, and complains of nothing else there. */
    private static boolean isPraised(List<Opinion> opinions, String leaf) {
        String category = leaf.substring(0, Math.max(0, leaf.indexOf('.')));
        return opinions.stream()
                .anyMatch(o -> o.label() == Label.POSITIVE && o.category().equals(category));
    }

    /** How likely a complaint has to be; without a model of sentiment a message that no word calls positive may be a complaint. */
    private static double likely(boolean modelled, Polarity whole) {
        if (whole.positive() >= POSITIVE) {
            return LIKELY_IN_PRAISE;
        }
        return whole.negative() >= NEGATIVE ? LIKELY : modelled ? LIKELY_ANYWAY : LIKELY_PLAIN;
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

    private boolean isLeaf(String issue) {
        return taxonomy.leaf(issue) != null;
    }

    private boolean isUrgent(String issue) {
        Leaf leaf = taxonomy.leaf(issue);
        return leaf != null && leaf.severity().equals(URGENT);
    }

    private static boolean overlaps(Opinion a, Opinion b) {
        return a.from() < b.to() && b.from() < a.to();
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
                true);
    }

    private static double round(double d) {
        return Math.rint(d * 10_000) / 10_000;
    }
}
