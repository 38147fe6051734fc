package io.tidewatch.job.detect.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts of one minute in state.
 *
 * @param authors distinct authors of originals on an issue; nobody asks for those of all messages or of a source, and they
 *     would be many
 * @param followers the most that each of them had
 */
public record TallyPane(
        long posts,
        long originals,
        long negative,
        long neutral,
        long positive,
        List<Long> authors,
        List<Long> followers,
        long lastEvent) {
    public static final TallyPane EMPTY = new TallyPane(0, 0, 0, 0, 0, List.of(), List.of(), 0);

    TallyPane add(TallyEvent e) {
        if (e.heartbeat()) {
            return new TallyPane(
                    posts, originals, negative, neutral, positive, authors, followers, Math.max(lastEvent, e.time()));
        }
        List<Long> who = authors;
        List<Long> reach = followers;
        if (e.original() && !e.issue().isEmpty()) {
            int known = authors.indexOf(e.author());
            if (known < 0) {
                who = new ArrayList<>(authors);
                reach = new ArrayList<>(followers);
                who.add(e.author());
                reach.add(e.followers());
            } else if (followers.get(known) < e.followers()) {
                reach = new ArrayList<>(followers);
                reach.set(known, e.followers());
            }
        }
        return new TallyPane(
                posts + 1,
                originals + (e.original() ? 1 : 0),
                negative + (e.label() < 0 ? 1 : 0),
                neutral + (e.label() == 0 ? 1 : 0),
                positive + (e.label() > 0 ? 1 : 0),
                who,
                reach,
                Math.max(lastEvent, e.time()));
    }

    long reach() {
        long sum = 0;
        for (long f : followers) {
            sum += f;
        }
        return sum;
    }
}
