package io.tidewatch.text.opinion;

import io.tidewatch.text.vocabulary.Vocabulary;
import io.tidewatch.text.vocabulary.WordRole;

/** What has not come where one text says that somebody waits: 退款 … 还没收到. Reused from text to text by one thread. */
final class AwaitedThings {
    /** What of it does not come is a parcel, where nothing else is named. */
    private static final String DISPATCH = "logistics";

    private final Vocabulary vocabulary;
    private final Matches matches;
    private final Clauses clauses;

    AwaitedThings(Vocabulary vocabulary, Matches matches, Clauses clauses) {
        this.vocabulary = vocabulary;
        this.matches = matches;
        this.clauses = clauses;
    }

    /**
     * The thing that has not come: the longest word for one in the clause of a wait, of equal ones the nearest, else in the
     * clause before of the same sentence.
     *
     * @param w number of the match that says that somebody waits
     * @return number of the match that names the thing; −1 when none is named
     */
    int of(int w) {
        int c = matches.clause[w];
        for (int k = c; k >= Math.max(0, c - 1) && clauses.sentence[k] == clauses.sentence[c]; k--) {
            int best = -1;
            for (int m = matches.first(k); m < matches.first(k + 1); m++) {
                if (matches.entry[m].role() == WordRole.AWAITED
                        && !isWithin(m, w)
                        && (best < 0 || isBetter(m, best, w))) {
                    best = m;
                }
            }
            if (best >= 0) {
                return best;
            }
        }
        return -1;
    }

    /**
     * True for a keyword over a wait of an issue for whose things nobody waits there, but for those of another: of another
     * category, when its own issue has no such things.
     *
     * @param m number of the keyword's match
     */
    boolean areOfAnotherIssue(int m) {
        int leaf = matches.entry[m].owner();
        for (int w = 0; w < matches.size; w++) {
            if (matches.entry[w].role() == WordRole.WAIT
                    && matches.start[w] < matches.end[m]
                    && matches.start[m] < matches.end[w]) {
                int thing = of(w);
                return thing >= 0 && isOfAnother(leaf, matches.entry[thing].owner());
            }
        }
        return false;
    }

    private boolean isOfAnother(int leaf, int owner) {
        if (!vocabulary.leaf(leaf).awaited().isEmpty()) {
            return owner != leaf;
        }
        String category = vocabulary.leaf(leaf).category();
        return DISPATCH.equals(category) && !vocabulary.leaf(owner).category().equals(category);
    }

    private boolean isWithin(int m, int w) {
        return matches.start[m] >= matches.start[w] && matches.end[m] <= matches.end[w];
    }

    private boolean isBetter(int m, int best, int w) {
        int longer = matches.literal[m] - matches.literal[best];
        return longer > 0 || longer == 0 && distance(m, w) < distance(best, w);
    }

    private int distance(int m, int w) {
        return matches.end[m] <= matches.start[w]
                ? matches.start[w] - matches.end[m]
                : 1 + Math.abs(matches.start[m] - matches.end[w]);
    }
}
