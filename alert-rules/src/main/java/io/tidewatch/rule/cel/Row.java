package io.tidewatch.rule.cel;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * What {@code where} is tested on: one opinion of a message. A message without opinions is one row with none.
 *
 * @param leaf the taxonomy's leaf of the opinion's issue; null for other, categories and rows without opinion
 */
public record Row(
        AnnotatedFeedback message,
        @Nullable Opinion opinion,
        @Nullable Leaf leaf) {
    public String issue() {
        return opinion == null ? "" : opinion.issue();
    }

    public boolean complaint() {
        return opinion != null && message.isComplaint(opinion);
    }
}
