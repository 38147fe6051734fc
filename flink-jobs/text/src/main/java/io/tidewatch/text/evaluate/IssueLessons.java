package io.tidewatch.text.evaluate;

import io.tidewatch.feedback.Label;
import io.tidewatch.hash.StableHash;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.text.IssueCorpus;
import io.tidewatch.text.issue.IssueExample;
import io.tidewatch.text.issue.IssueLabels;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the issue model learns from strangers' texts: what people said that a text complains of where they did, which counts four times;
 * labelled aspects that mean one leaf; the examples and counter-examples of the taxonomy; that praise complains of nothing; and what the taxonomy's words find in the rest. The
 * texts that figures are measured on ({@code strangers.tsv}) are left out.
 */
public final class IssueLessons {
    private static final int HASH_BYTES = 32;
    private static final double BY_PEOPLE = 10;
    /** A leaf has few sentences of its own, and they are meant. */
    private static final double EXAMPLE = 20;
    /** What looks like a complaint and is none is said nowhere else. */
    private static final double COUNTER_EXAMPLE = 60;
    /** Praise and plain statements are seldom labelled one by one. */
    private static final double NO_COMPLAINT = 3;

    private static final int LONGEST_PRAISE = 120;
    /** Of reviews without aspects, of which there are many, one in so many that praise is enough. */
    private static final int PRAISE_PART = 4;

    private final AspectCategories leaves = AspectCategories.leaves();
    private final IssueLabels labels;
    private final IssueCorpus corpus;
    private final Set<String> leftOut = new HashSet<>();
    private final Set<String> plain = new HashSet<>();
    private int praise;

    private IssueLessons(Taxonomy taxonomy, IssueLabels labels) {
        this.labels = labels;
        this.corpus = new IssueCorpus(taxonomy);
        StrangerLabel.packaged().forEach(l -> leftOut.add(l.sha256()));
    }

    /** @param texts those of sets that are not to be learnt from are left out by the caller */
    public static List<IssueExample> of(List<GoldText> texts, Taxonomy taxonomy, IssueLabels labels) {
        IssueLessons lessons = new IssueLessons(taxonomy, labels);
        texts.forEach(lessons::learn);
        taxonomy.leaves().forEach(lessons::examples);
        return lessons.corpus.examples();
    }

    /** The examples of a leaf, and its counter-examples that complain of nothing else. */
    private void examples(Leaf leaf) {
        leaf.examples().forEach(e -> corpus.labelled(e, List.of(new IssueCorpus.Complaint(e, leaf.id())), EXAMPLE));
        leaf.counterExamples().stream()
                .filter(e -> !corpus.isComplaint(e))
                .forEach(e -> corpus.labelled(e, List.of(), COUNTER_EXAMPLE));
    }

    private void learn(GoldText t) {
        if (leftOut.contains(StableHash.sha256(t.text(), HASH_BYTES))) {
            return;
        }
        List<IssueLabels.Place> places = labels.of(t.text());
        if (places != null) {
            corpus.labelled(
                    t.text(),
                    places.stream()
                            .map(p -> new IssueCorpus.Complaint(cut(t.text(), p.from(), p.to()), p.leaf()))
                            .toList(),
                    BY_PEOPLE);
        } else if (t.label() == Label.POSITIVE) {
            if (!t.aspects().isEmpty() || t.text().length() < LONGEST_PRAISE && praise++ % PRAISE_PART == 0) {
                corpus.noComplaint(t.text(), NO_COMPLAINT);
            }
        } else if (t.label() == Label.NEUTRAL && t.aspects().isEmpty()) {
            plain(t.text());
        } else {
            corpus.found(t.text(), 1);
            aspects(t);
        }
    }

    /** A plain statement complains of nothing, unless words find that it does. */
    private void plain(String text) {
        if (plain.add(text) && !corpus.isComplaint(text)) {
            corpus.noComplaint(text, NO_COMPLAINT);
        }
    }

    /** The words of aspects that mean one leaf; a text without marked words of which all do. */
    private void aspects(GoldText t) {
        Set<String> all = new HashSet<>();
        boolean marked = false;
        for (GoldAspect a : t.aspects()) {
            List<String> leaf = a.polarity() == Label.NEGATIVE ? leaves.of(t.set(), a.name()) : List.of();
            all.add(leaf.isEmpty() ? "" : leaf.get(0));
            marked |= a.hasSpan();
            if (!leaf.isEmpty() && a.hasSpan()) {
                corpus.aspect(t.text(), cut(t.text(), a.from(), a.to()), leaf.get(0), 1);
            }
        }
        if (!marked && all.size() == 1 && !all.contains("")) {
            String leaf = all.iterator().next();
            corpus.labelled(t.text(), List.of(new IssueCorpus.Complaint(t.text(), leaf)), 1);
        }
    }

    private static String cut(String text, int from, int to) {
        return text.substring(Math.min(from, text.length()), Math.min(to, text.length()));
    }
}
