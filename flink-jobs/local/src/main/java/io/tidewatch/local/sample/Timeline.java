package io.tidewatch.local.sample;

import io.tidewatch.feedback.Feedback;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** All messages from a moment on, without end, in order of event time and id, moved from sample time to real time. */
final class Timeline implements Iterator<Feedback> {
    /** Answers and second letters come up to six hours and a half after the hour that they are made with. */
    private static final int SPILL_HOURS = 8;

    private final PriorityQueue<Feedback> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Feedback::eventTime).thenComparing(Feedback::id));
    private final Background background;
    private final long from;
    private final long shift;
    private long nextHour;

    /**
     * @param planted in sample time
     * @param from first second of sample time
     * @param shift seconds from sample time to real time
     */
    Timeline(List<Feedback> planted, Background background, long from, long shift) {
        this.background = background;
        this.from = from;
        this.shift = shift;
        this.nextHour = Math.floorDiv(from, Rhythm.HOUR) - SPILL_HOURS;
        keep(planted);
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Feedback next() {
        while (waiting.isEmpty() || waiting.peek().eventTime() >= nextHour * Rhythm.HOUR * 1000) {
            keep(background.hour(nextHour));
            nextHour++;
        }
        return shifted(waiting.remove());
    }

    private void keep(List<Feedback> messages) {
        for (Feedback f : messages) {
            if (f.eventTime() >= from * 1000) {
                waiting.add(f);
            }
        }
    }

    private Feedback shifted(Feedback f) {
        return f.toBuilder().eventTime(f.eventTime() + shift * 1000).build();
    }
}
