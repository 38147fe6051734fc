package io.tidewatch.dashboard.wall;

import io.lettuce.core.RedisException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headline of the live figures, for those who have no wall before them.
 *
 * @param complaints messages that complained in the last hour, of however many issues; null when not known
 * @param learning how far the baselines have learnt; null when not known
 */
public record LiveSummary(
        @Nullable Long complaints, @Nullable Learning learning) {
    /** @return empty when Redis does not answer in time */
    public static Optional<LiveSummary> read(String redisUrl) {
        try (LiveStore store = new LiveStore(redisUrl)) {
            LiveFigures figures = store.read();
            return Optional.of(new LiveSummary(figures.complaints(), figures.learning()));
        } catch (RedisException e) {
            return Optional.empty();
        }
    }

    /** What is known of what is usual, in words. */
    public String learningInWords() {
        if (learning == null) {
            return "not known";
        }
        if (learning.isDone()) {
            return "done";
        }
        return "day " + learning.days() + " of " + learning.of()
                + (learning.isCold() ? ", what is usual is not known yet" : "");
    }
}
