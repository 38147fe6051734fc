package io.tidewatch.text.opinion;

import com.google.re2j.Pattern;
import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.vocabulary.Hits;
import io.tidewatch.text.vocabulary.Vocabulary;
import io.tidewatch.text.vocabulary.VocabularyEntry;
import io.tidewatch.text.vocabulary.WordRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Joins issues and sentiment words of one text to opinions. The longest and most particular word wins where words
 * overlap; a sentiment without a subject belongs to the issue beside it; a negative one that fits no leaf is
 * {@code other}, a positive one without a leaf the category it names. Used by one thread.
 */
final class OpinionFinder {
    /** Naming a leaf that is a complaint by itself. */
    private static final double NAMED = -2.3;

    private static final double PER_CHARACTER = -0.15;
    private static final int COUNTED_CHARACTERS = 6;
    private static final double SENTIMENT_BESIDE = 0.5;

    /** A word of the issue with a fault beside it. */
    private static final double FAULT = -1.7;

    private static final double SENSED = 0.9;
    private static final double NEGATIVE_WITHOUT_ISSUE = -1.45;
    private static final double SUM = 0.4;
    private static final double ABSENCE_IS_POSITIVE = 1.2;
    /** A clause so positive and with nothing negative is no complaint though far parts of a phrase stand in it. */
    private static final double PLAIN_POSITIVE = 1.5;

    /** One star of five, or less. */
    private static final double SCORED_LOW = -1.2;

    private static final int REACH_BACK = 2;
    private static final String VOICE = "voice";
    private static final String REPUTATION = "reputation";
    private static final String POSITIVE = "voice.praise";

    /** A complaint before 但是 weighs so much in the whole. */
    private static final double CONCEDED = 0.5;

    private final Vocabulary vocabulary;
    private final Hits hits;
    private final Matches matches;
    private final Clauses clauses;
    private final ClauseSentiment sentiment;
    private final AwaitedThings awaited;

    private final List<OpinionDraft> drafts = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private int[] order = new int[64];
    private boolean[] settled = new boolean[32];

    OpinionFinder(Vocabulary vocabulary, Hits hits, Matches matches, Clauses clauses, ClauseSentiment sentiment) {
        this.vocabulary = vocabulary;
        this.hits = hits;
        this.matches = matches;
        this.clauses = clauses;
        this.sentiment = sentiment;
        this.awaited = new AwaitedThings(vocabulary, matches, clauses);
    }

    /** Words that named the issues of the last text, in order. */
    List<String> named() {
        return named;
    }

    /** True when a clause names nothing and its feeling belongs to an opinion beside it, after {@link #find}. */
    boolean isFeelingOfAnother(int c) {
        if (!settled[c] || !bare(c)) {
            return false;
        }
        for (OpinionDraft d : drafts) {
            if (d.clause == c) {
                return false;
            }
        }
        return true;
    }

    /** Evidence for the whole text, after {@link #find}. */
    double evidence() {
        double sum = 0;
        boolean contrast = false;
        for (int c = clauses.size - 1; c >= 0; c--) {
            sum += evidence(c) * (contrast ? 0.6 : clauses.contrast[c] ? 1.25 : 1);
            contrast = clauses.contrast[c];
        }
        return sum;
    }

    /** Evidence of one clause, after {@link #find}. */
    double evidence(int c) {
        double e = sentiment.of(c);
        for (OpinionDraft d : drafts) {
            if (d.clause == c && d.complainsByItself) {
                e = Math.min(e, 0.4 * e + d.evidence);
            } else if (d.clause == c && d.leaf >= 0 && d.evidence <= -SENSED) {
                e = Math.min(e, d.evidence);
            } else if (d.clause == c && d.evidence > 0 && e >= 0) {
                e = Math.max(e, d.evidence);
            }
        }
        return e;
    }

    /** Evidence of the complaints that are named, at most 0, after {@link #find}. */
    double complaints() {
        double sum = 0;
        for (OpinionDraft d : drafts) {
            boolean conceded = d.clause + 1 < clauses.size && clauses.contrast[d.clause + 1];
            sum += d.complainsByItself ? Math.min(0, d.evidence) * (conceded ? CONCEDED : 1) : 0;
        }
        return sum;
    }

    /** @param scores evidence of what the customer scored */
    List<Opinion> find(char[] text, String published, double scores) {
        drafts.clear();
        named.clear();
        if (settled.length < clauses.size) {
            settled = new boolean[Integer.highestOneBit(clauses.size) * 2];
        }
        Arrays.fill(settled, 0, clauses.size, false);
        keywords(text, published);
        irony();
        for (int c = 0; c < clauses.size; c++) {
            negative(c);
        }
        for (int c = 0; c < clauses.size; c++) {
            positive(c);
        }
        settle();
        if (scores <= SCORED_LOW) {
            scoredLow(scores);
        }
        return opinions(text, published.length());
    }

    // --- issues named ---

    private void keywords(char[] text, String published) {
        int n = 0;
        for (int m = 0; m < matches.size; m++) {
            WordRole role = matches.entry[m].role();
            if (role == WordRole.KEYWORD) {
                if (n == order.length) {
                    order = Arrays.copyOf(order, 2 * n);
                }
                order[n++] = m;
            } else if (role == WordRole.GATE) {
                expressions(published, m);
            }
        }
        sortByLength(n);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            int m = order[i];
            if (!overlapped(m, kept)
                    && !straddles(text, m)
                    && !matches.excluded(m, clauses)
                    && !awaited.areOfAnotherIssue(m)) {
                order[kept++] = m;
            }
        }
        Arrays.sort(order, 0, kept);
        for (int i = 0; i < kept; i++) {
            keyword(text, published, order[i]);
        }
        waits(kept);
    }

    // --- what has not come ---

    /** Where something has not come that no keyword names with it, the thing says which issue it is. */
    private void waits(int kept) {
        for (int w = 0; w < matches.size; w++) {
            int c = matches.clause[w];
            if (matches.entry[w].role() != WordRole.WAIT
                    || sentiment.supposed(c, matches.start[w])
                    || reported(c, matches.start[w])
                    || isNamedWith(w, kept)) {
                continue;
            }
            int thing = awaited.of(w);
            if (thing >= 0) {
                int leaf = matches.entry[thing].owner();
                double evidence = NAMED + PER_CHARACTER * Math.min(COUNTED_CHARACTERS, matches.literal[w]);
                span(vocabulary.leaf(leaf).id(), leaf, true, matches.clause[thing], c, evidence);
                settled[c] = true;
                settled[matches.clause[thing]] = true;
            }
        }
    }

    /** True when a keyword of any issue stands over a wait. */
    private boolean isNamedWith(int w, int kept) {
        for (int i = 0; i < kept; i++) {
            if (matches.start[order[i]] < matches.end[w] && matches.start[w] < matches.end[order[i]]) {
                return true;
            }
        }
        return false;
    }

    /** Longest first; of equal ones the one found first. Insertion sort: there are few. */
    private void sortByLength(int n) {
        for (int i = 1; i < n; i++) {
            int m = order[i];
            int j = i - 1;
            while (j >= 0 && matches.literal[order[j]] < matches.literal[m]) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = m;
        }
    }

    /** 卖假 in 卖假发: true for a complaint's keyword whose last characters are the first ones of another word, 了 apart. */
    private boolean straddles(char[] text, int m) {
        if (!vocabulary.leaf(matches.entry[m].owner()).negativeOnly()
                || matches.end[m] == clauses.to[matches.clause[m]]
                || text[matches.end[m]] == '了') {
            return false;
        }
        int c = matches.clause[m];
        for (int k = matches.first(c); k < matches.first(c + 1); k++) {
            if (matches.entry[k].role() == WordRole.BLOCKER
                    && matches.entry[k].parts() == 1
                    && matches.start[k] > matches.lastStart[m]
                    && matches.start[k] < matches.end[m]
                    && matches.end[k] > matches.end[m]) {
                return true;
            }
        }
        return false;
    }

    private boolean overlapped(int m, int kept) {
        for (int i = 0; i < kept; i++) {
            int k = order[i];
            if (matches.lastStart[m] < matches.end[k] && matches.lastStart[k] < matches.end[m]) {
                return matches.entry[k].owner() != matches.entry[m].owner() || matches.clause[k] == matches.clause[m];
            }
        }
        return false;
    }

    private void keyword(char[] text, String published, int m) {
        int index = matches.entry[m].owner();
        Leaf leaf = vocabulary.leaf(index);
        int c = matches.clause[m];
        int first = clauses.at(matches.start[m]);
        boolean negated = negated(text, matches.lastStart[m], clauses.from[c])
                || (matches.start[m] != matches.lastStart[m] && negated(text, matches.start[m], clauses.from[first]));
        if (leaf.negativeOnly()) {
            if (sentiment.supposed(first, matches.start[m]) || sentiment.disbelieved(first, matches.start[m])) {
                sentiment.deny(first);
                return;
            }
            if (reported(first, matches.start[m], leaf)) {
                sentiment.reportOf(first);
                return;
            }
            if (matches.entry[m].parts() > 1
                    && Clauses.han(text[matches.lastStart[m]])
                    && sentiment.negative[c] == 0
                    && sentiment.positive[c] >= PLAIN_POSITIVE) {
                return;
            }
            if (deniesWhatFollows(c, matches.end[m])) {
                return;
            }
            if (negated) {
                sentiment.deny(c);
                add(leaf.category(), -1, false, c, Math.max(ABSENCE_IS_POSITIVE, sentiment.of(c)));
                settled[c] = true;
                return;
            }
            double evidence = NAMED + PER_CHARACTER * Math.min(COUNTED_CHARACTERS, matches.literal[m]);
            evidence += SENTIMENT_BESIDE * Math.min(0, sentiment.negative[c]);
            name(published, m);
            span(leaf.id(), index, true, first, c, evidence);
            settled[c] = true;
            settled[first] = true;
            return;
        }
        if (negated && leaf.category().equals(VOICE)) {
            return;
        }
        double evidence = sentiment.of(c);
        if (evidence < 0 && leaf.id().equals(POSITIVE)) {
            return; // thanks that are none
        }
        name(published, m);
        if (Math.abs(evidence) < SENSED && !leaf.category().equals(VOICE)) {
            evidence = beside(c, evidence);
        }
        if (Math.abs(evidence) < SENSED && !leaf.category().equals(VOICE) && faultNear(c)) {
            evidence += FAULT;
        }
        if (evidence > 0
                && Polarity.of(evidence).label() == Label.POSITIVE
                && !leaf.category().equals(VOICE)) {
            add(leaf.category(), -1, false, c, evidence);
        } else {
            add(leaf.id(), index, false, c, evidence);
        }
        settled[c] = true;
    }

    /** True when it is reported of others; what is written of a brand is always hearsay and counts. */
    private boolean reported(int c, int place, Leaf leaf) {
        return !leaf.category().equals(REPUTATION) && reported(c, place);
    }

    private boolean reported(int c, int place) {
        for (int m = matches.first(c); m < matches.first(c + 1); m++) {
            if (matches.entry[m].role() == WordRole.HEARSAY && matches.end[m] <= place) {
                return true;
            }
        }
        return false;
    }

    /** A complaint that a later clause says is settled, with no other complaint after that, is none any more. */
    private void settle() {
        for (int m = 0; m < matches.size; m++) {
            if (matches.entry[m].role() != WordRole.RESOLVED
                    || sentiment.supposed(matches.clause[m], matches.start[m])) {
                continue;
            }
            int c = matches.clause[m];
            boolean open = clauses.mark[c] == '?' || clauses.mark[c] == '？';
            for (int k = c; k < clauses.size; k++) {
                open |= (k > c && sentiment.of(k) <= -SENSED) || negativeFrom(k, k == c ? matches.end[m] : 0);
            }
            if (!open) {
                drafts.removeIf(d -> d.evidence < 0 && d.clause <= c && d.clause >= c - REACH_BACK);
                for (int k = Math.max(0, c - REACH_BACK); k <= c; k++) {
                    sentiment.deny(k);
                }
            }
        }
    }

    /** True when a complaint is named in a clause after a place. */
    private boolean negativeFrom(int c, int place) {
        for (int m = matches.first(c); m < matches.first(c + 1); m++) {
            VocabularyEntry e = matches.entry[m];
            if (e.role() == WordRole.KEYWORD
                    && matches.start[m] >= place
                    && vocabulary.leaf(e.owner()).negativeOnly()) {
                return true;
            }
        }
        return false;
    }

    private void expressions(String published, int m) {
        int index = matches.entry[m].owner();
        int c = matches.clause[m];
        String clause = published.substring(clauses.from[c], clauses.to[c]);
        for (Pattern p : vocabulary.patterns(index)) {
            if (p.matcher(clause).find() && !matches.excluded(m, clauses)) {
                Leaf leaf = vocabulary.leaf(index);
                double evidence = leaf.negativeOnly() ? NAMED + PER_CHARACTER * 2 : sentiment.of(c);
                add(leaf.id(), index, leaf.negativeOnly(), c, evidence);
                settled[c] = true;
                return;
            }
        }
    }

    /** True when a negator, perhaps with words of filling between, stands before a place. */
    private boolean negated(char[] text, int place, int from) {
        int turns = 0;
        int p = place;
        for (int step = 0; step < ClauseSentiment.MAX_WORDS_BEFORE && p > from; step++) {
            int i = ClauseSentiment.endingAt(hits, text, p, from, vocabulary);
            if (i < 0) {
                break;
            }
            turns += vocabulary.role(hits.value[i]) == WordRole.NEGATOR ? 1 : 0;
            p = hits.start[i];
        }
        return turns % 2 == 1;
    }

    /** 跑了三个月没有任何故障: what ends with a negator ends in the midst of a denial when that turns a fault round. */
    private boolean deniesWhatFollows(int c, int place) {
        if (!sentiment.turned[c] || sentiment.negative[c] < 0) {
            return false;
        }
        for (int m = matches.first(c); m < matches.first(c + 1); m++) {
            if (matches.entry[m].role() == WordRole.NEGATOR && matches.start[m] < place && matches.end[m] >= place) {
                return true;
            }
        }
        return false;
    }

    /** The sentiment of the clause after, or else before, when that has no subject of its own. */
    private double beside(int c, double own) {
        for (int k = c + 1; k <= c + REACH_BACK && k < clauses.size; k++) {
            if (bare(k) && Math.abs(sentiment.of(k)) >= SENSED) {
                settled[k] = true;
                return own + sentiment.of(k);
            }
        }
        if (c > 0 && bare(c - 1) && Math.abs(sentiment.of(c - 1)) >= SENSED) {
            settled[c - 1] = true;
            return own + sentiment.of(c - 1);
        }
        return own;
    }

    /** True when a clause names nothing. */
    private boolean bare(int c) {
        for (int m = matches.first(c); m < matches.first(c + 1); m++) {
            WordRole role = matches.entry[m].role();
            if (role == WordRole.KEYWORD || role == WordRole.TOPIC || role == WordRole.CATEGORY) {
                return false;
            }
        }
        return true;
    }

    // --- positive words that are not meant so ---

    private void irony() {
        for (int c = 0; c < clauses.size; c++) {
            if (!sentiment.ironic[c] || sentiment.positive[c] < SENSED || sentiment.negative[c] < 0) {
                continue;
            }
            for (OpinionDraft d : drafts) {
                boolean beside = d.complainsByItself && Math.abs(d.clause - c) == 1;
                if (beside && !clauses.contrast[Math.max(c, d.clause)] && sameSubject(c, d)) {
                    sentiment.turn(c);
                    d.evidence += SUM * sentiment.negative[c];
                    settled[c] = true;
                    break;
                }
            }
        }
    }

    private boolean sameSubject(int c, OpinionDraft d) {
        String category = vocabulary.leaf(d.leaf).category();
        for (int m = matches.first(c); m < matches.first(c + 1); m++) {
            if (matches.entry[m].role() == WordRole.CATEGORY
                    && !vocabulary.category(matches.entry[m].owner()).equals(category)) {
                return false;
            }
        }
        return true;
    }

    // --- negative ---

    private void negative(int c) {
        double e = sentiment.positive[c] > -sentiment.negative[c] ? sentiment.of(c) : sentiment.negative[c];
        if (settled[c]) {
            return;
        }
        int topic = topic(c, sentiment.negativeAt[c] < 0 ? clauses.to[c] : sentiment.negativeAt[c]);
        if (topic >= 0 && e < SENSED && e + FAULT < -SENSED && fault(c)) {
            e = Math.min(e, 0) + FAULT;
        }
        if (e > -SENSED) {
            return;
        }
        if (topic >= 0) {
            add(vocabulary.leaf(topic).id(), topic, false, c, e);
            settled[c] = true;
            return;
        }
        OpinionDraft near = nearest(c);
        if (near != null) {
            near.evidence += SUM * e;
            settled[c] = true;
            return;
        }
        for (int k = c - 1; k >= 0 && k >= c - REACH_BACK; k--) {
            topic = settled[k] || sentiment.of(k) > SENSED ? -1 : topic(k, clauses.to[k]);
            if (topic >= 0) {
                span(vocabulary.leaf(topic).id(), topic, false, k, c, e);
                settled[c] = true;
                return;
            }
        }
        int next = c + 1 < clauses.size && Math.abs(sentiment.of(c + 1)) < SENSED && !settled[c + 1]
                ? topic(c + 1, clauses.from[c + 1])
                : -1;
        if (next >= 0) {
            span(vocabulary.leaf(next).id(), next, false, c, c + 1, e);
            settled[c] = true;
            return;
        }
        if (e <= NEGATIVE_WITHOUT_ISSUE) {
            add(Taxonomy.OTHER, -1, false, c, e);
            settled[c] = true;
        }
    }

    /** A fault is named in a clause or, where it is bare, in the next. */
    private boolean faultNear(int c) {
        return fault(c) || (c + 1 < clauses.size && bare(c + 1) && fault(c + 1));
    }

    /** True when something is stated, not asked or supposed, to be not as it should be. */
    boolean fault(int c) {
        char mark = clauses.mark[c];
        if (mark == '?' || mark == '？') {
            return false;
        }
        for (int m = matches.first(c); m < matches.first(c + 1); m++) {
            if (matches.entry[m].role() == WordRole.FAULT && !sentiment.supposed(c, matches.start[m])) {
                return true;
            }
        }
        return false;
    }

    /** The leaf whose topic stands nearest before a place in a clause, else nearest after; −1 when there is none. */
    private int topic(int c, int place) {
        int best = -1;
        int bestRank = Integer.MIN_VALUE;
        for (int m = matches.first(c); m < matches.first(c + 1); m++) {
            if (matches.entry[m].role() != WordRole.TOPIC || matches.excluded(m, clauses)) {
                continue;
            }
            int rank = 4 * matches.literal[m] - Math.abs(place - matches.end[m]);
            if (rank > bestRank) {
                bestRank = rank;
                best = matches.entry[m].owner();
            }
        }
        return best;
    }

    private @org.jspecify.annotations.Nullable OpinionDraft nearest(int c) {
        OpinionDraft best = null;
        int bestDistance = REACH_BACK + 1;
        for (OpinionDraft d : drafts) {
            boolean complains = d.complainsByItself || d.evidence < -SENSED;
            int distance = d.clause <= c ? c - d.clause : d.clause - c + 1;
            if (complains && distance < bestDistance) {
                best = d;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** What is named without a word of feeling in a message that scores low is what the score is for. */
    private void scoredLow(double scores) {
        for (OpinionDraft d : drafts) {
            if (d.complainsByItself || d.evidence <= -SENSED) {
                return;
            }
        }
        for (int c = 0; c < clauses.size; c++) {
            int topic = topic(c, clauses.to[c]);
            if (topic >= 0 && !settled[c] && sentiment.of(c) < SENSED) {
                add(vocabulary.leaf(topic).id(), topic, false, c, scores + Math.min(0, sentiment.of(c)));
                settled[c] = true;
            }
        }
    }

    // --- positive ---

    private void positive(int c) {
        double e = sentiment.negative[c] < 0 && !settled[c] ? sentiment.of(c) : sentiment.positive[c];
        if (e < SENSED || reported(c, clauses.to[c])) {
            return;
        }
        String category = category(c, sentiment.positiveAt[c]);
        if (category == null && c > 0 && Math.abs(sentiment.of(c - 1)) < SENSED && !settled[c - 1]) {
            category = category(c - 1, clauses.to[c - 1]);
        }
        if (category != null) {
            for (OpinionDraft d : drafts) {
                if (d.clause == c && (d.issue.equals(category) || d.issue.startsWith(category + "."))) {
                    return;
                }
            }
            add(category, -1, false, c, e);
            return;
        }
        boolean known = false;
        for (OpinionDraft d : drafts) {
            known |= d.evidence > 0 || d.clause == c;
        }
        if (!known && vocabulary.taxonomy().leaf(POSITIVE) != null) {
            add(POSITIVE, -1, false, c, e);
        }
    }

    /** The category whose word stands nearest to a place in a clause, or null. */
    private @org.jspecify.annotations.Nullable String category(int c, int place) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (int m = matches.first(c); m < matches.first(c + 1); m++) {
            VocabularyEntry e = matches.entry[m];
            if (e.role() != WordRole.CATEGORY && e.role() != WordRole.TOPIC) {
                continue;
            }
            int distance = matches.end[m] <= place ? place - matches.end[m] : 1 + Math.abs(matches.start[m] - place);
            distance = 4 * distance - matches.literal[m] + (e.role() == WordRole.TOPIC ? 2 : 0);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = e.role() == WordRole.CATEGORY
                        ? vocabulary.category(e.owner())
                        : vocabulary.leaf(e.owner()).category();
            }
        }
        return best;
    }

    // --- results ---

    private void add(String issue, int leaf, boolean byItself, int c, double evidence) {
        span(issue, leaf, byItself, c, c, evidence);
    }

    private void span(String issue, int leaf, boolean byItself, int first, int last, double evidence) {
        for (OpinionDraft d : drafts) {
            if (d.issue.equals(issue) && (d.evidence < 0) == (evidence < 0)) {
                d.evidence += SUM * evidence;
                return;
            }
        }
        int from = clauses.from[Math.min(first, last)];
        drafts.add(new OpinionDraft(issue, leaf, byItself, last, from, clauses.to[Math.max(first, last)], evidence));
    }

    private void name(String published, int m) {
        boolean whole = matches.start[m] == matches.lastStart[m];
        String last = published.substring(matches.lastStart[m], matches.end[m]);
        if (whole || last.length() > 1) {
            named.add(last.toLowerCase(java.util.Locale.ROOT));
        }
    }

    private List<Opinion> opinions(char[] text, int length) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        List<Opinion> out = new ArrayList<>(drafts.size());
        for (OpinionDraft d : drafts) {
            Polarity p = Polarity.of(d.evidence);
            Label label = p.label();
            if (label == Label.NEUTRAL && d.leaf < 0) {
                continue;
            }
            boolean complaint =
                    label == Label.NEGATIVE && (d.complainsByItself || p.confidence() >= Opinion.COMPLAINT_CONFIDENCE);
            FoundBy by = d.leaf < 0 && sentiment.isByModel(d.clause) ? FoundBy.MODEL : FoundBy.KEYWORD;
            out.add(new Opinion(d.issue, label, p.score(), p.confidence(), d.from, d.to, complaint, by));
        }
        // a sigh beside a named complaint is about that, not about something else
        if (out.stream().anyMatch(o -> o.complaint() && !o.issue().equals(Taxonomy.OTHER))) {
            out.removeIf(o -> o.issue().equals(Taxonomy.OTHER));
        }
        // nor is a sign of displeasure beside praise, nor what no word says
        if (out.stream().anyMatch(o -> o.label() == Label.POSITIVE)) {
            out.removeIf(o -> o.issue().equals(Taxonomy.OTHER) && isWordless(text, length, o.from(), o.to()));
        }
        out.sort(Comparator.comparingInt(Opinion::from).thenComparing(Opinion::issue));
        return List.copyOf(out);
    }

    /**
     * True when nothing negative is said in a stretch: by emoji, also by their names in brackets, or by the model alone, but for
     * what follows 但是.
     */
    boolean isWordless(char[] text, int length, int from, int to) {
        boolean sign = false;
        for (int m = 0; m < matches.size; m++) {
            if (matches.start[m] < from
                    || matches.end[m] > to
                    || matches.entry[m].role() != WordRole.FEELING
                    || !sentiment.covers(matches, m)) {
                continue;
            }
            boolean word = Character.isLetterOrDigit(text[matches.start[m]])
                    && !isName(text, length, matches.start[m], matches.end[m]);
            boolean negative = matches.entry[m].weight() < 0 || sentiment.isDenied(matches.clause[m]);
            if (word && negative) {
                return false;
            }
            sign |= negative;
        }
        return sign || !clauses.contrast[clauses.at(from)];
    }

    /** True for the name of an emoji. */
    private static boolean isName(char[] text, int length, int from, int to) {
        return from > 0 && text[from - 1] == '[' && to < length && text[to] == ']';
    }
}
