package io.tidewatch.local.bench.path;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.sample.SampleMessages;
import java.util.ArrayList;
import java.util.List;

/** Messages of the sample that come now: each has an id of its own, so that none is a duplicate of another. */
final class PathMessages {
    /** Of one sample; more are taken from further samples, so that few say the same. */
    private static final int OF_ONE_SAMPLE = 10_000;

    private final List<Feedback> messages;
    private final String batch;

    private PathMessages(List<Feedback> messages, String batch) {
        this.messages = messages;
        this.batch = batch;
    }

    /**
     * @param seed of the first sample; the next ones have those that follow
     * @param count above 0
     * @param batch what ids begin with, unlike any other's
     */
    static PathMessages of(long seed, int count, String batch) {
        List<Feedback> messages = new ArrayList<>(count);
        for (long s = seed; messages.size() < count; s++) {
            messages.addAll(SampleMessages.spread(s, Math.min(OF_ONE_SAMPLE, count - messages.size())));
        }
        return new PathMessages(messages, batch);
    }

    int count() {
        return messages.size();
    }

    /**
     * A message as it is said at some time.
     *
     * @param number from 0; after the last they begin anew, under other ids
     * @param at epoch milliseconds
     */
    Feedback said(int number, long at) {
        Feedback f = messages.get(number % messages.size());
        return f.toBuilder()
                .id("bench:" + batch + "-" + number)
                .eventTime(at)
                .opTime(f.opTime() == 0 ? 0 : at)
                .heardAt(0)
                .build();
    }

    /** What one says, without who says it. */
    String text(int number) {
        return messages.get(number % messages.size()).text();
    }
}
