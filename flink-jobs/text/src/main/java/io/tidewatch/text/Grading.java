package io.tidewatch.text;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Grade of a message, 1–5, 5 worst: a floor by the base severity of what it complains of, raised by one each for strong
 * feeling, wide reach and a valued customer, and to at least 4 by words of danger. Monotone in every input.
 */
final class Grading {
    private static final Map<String, Integer> FLOOR = Map.of("P1", 5, "P2", 4, "P3", 2, "P4", 1);
    private static final int FLOOR_OF_OTHER = 2;
    private static final int DANGER = 4;
    private static final int WORST = 5;
    private static final double STRONG = -0.95;
    private static final long WIDE = 100_000;
    private static final Set<String> VALUED = Set.of("vip", "svip", "gold", "platinum", "diamond", "black", "plus");

    private final Taxonomy taxonomy;

    Grading(Taxonomy taxonomy) {
        this.taxonomy = taxonomy;
    }

    int grade(Feedback feedback, List<Opinion> opinions, Sentiment sentiment, boolean danger, @Nullable String noise) {
        String role = feedback.author().role();
        if (noise != null || role.equals("agent") || role.equals("bot")) {
            return 1;
        }
        int grade = 0;
        for (Opinion o : opinions) {
            if (o.complaint()) {
                Leaf leaf = taxonomy.leaf(o.issue());
                grade = Math.max(grade, leaf == null ? FLOOR_OF_OTHER : FLOOR.getOrDefault(leaf.severity(), 1));
            }
        }
        if (grade == 0) {
            return 1;
        }
        grade += sentiment.score() <= STRONG ? 1 : 0;
        grade += feedback.author().followers() >= WIDE ? 1 : 0;
        grade += VALUED.contains(feedback.customer().tier().toLowerCase(java.util.Locale.ROOT)) ? 1 : 0;
        return Math.min(WORST, danger ? Math.max(DANGER, grade) : grade);
    }
}
