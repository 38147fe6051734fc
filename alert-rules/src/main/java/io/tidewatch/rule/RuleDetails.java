package io.tidewatch.rule;

import io.tidewatch.rule.cel.EpisodeCondition;
import io.tidewatch.rule.cel.Where;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What only some kinds of rules have; null or 0 in all others.
 *
 * @param share canonical CEL of a shift's share, tested over the messages of {@code where}
 * @param shareWhere the same, compiled
 * @param backgroundMs how far back new_term looks for what is usual, milliseconds
 * @param withinMs the longest time from the first to the last message or episode of a sequence or composite
 * @param steps of a sequence, in order; empty for other kinds
 * @param skip which partial matches of a sequence go on after a match
 * @param when of a composite
 * @param afterClose repeat counts only messages after the thread was closed
 * @param times messages that make a repeat
 */
public record RuleDetails(
        @Nullable String share,
        @Nullable Where shareWhere,
        long backgroundMs,
        long withinMs,
        List<Step> steps,
        @Nullable Skip skip,
        @Nullable EpisodeCondition when,
        boolean afterClose,
        int times) {

    /** What happens to the other partial matches when a sequence matches. */
    public enum Skip {
        NONE,
        NEXT,
        PAST_LAST_EVENT;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
