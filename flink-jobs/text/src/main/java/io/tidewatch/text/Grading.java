package io.tidewatch.text;

import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Grade of a message, 1–5, 5 worst, by {@link GradeTable}: that of the gravest issue it complains of. Noise, agents, bots
 * and messages without a complaint are 1.
 */
final class Grading {
    private final Taxonomy taxonomy;
    private final GradeTable table;

    Grading(Taxonomy taxonomy, GradeTable table) {
        this.taxonomy = taxonomy;
        this.table = table;
    }

    int grade(Feedback feedback, List<Opinion> opinions, Sentiment sentiment, boolean danger, @Nullable String noise) {
        AuthorRole role = feedback.author().role();
        if (noise != null || role == AuthorRole.AGENT || role == AuthorRole.BOT) {
            return GradeTable.BEST;
        }
        int grade = GradeTable.BEST;
        for (Opinion o : opinions) {
            if (o.complaint()) {
                Leaf leaf = taxonomy.leaf(o.issue());
                grade = Math.max(
                        grade,
                        table.grade(
                                leaf == null ? Taxonomy.OTHER : leaf.severity(),
                                sentiment.score(),
                                feedback.author().followers(),
                                feedback.customer().tier(),
                                danger));
            }
        }
        return grade;
    }
}
