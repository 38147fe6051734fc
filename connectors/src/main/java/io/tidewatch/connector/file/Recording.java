package io.tidewatch.connector.file;

import io.tidewatch.feedback.Feedback;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Feedback of a file that is to be played in order of time: that of the operation, or else of the event. Read once to learn
 * how far it is out of order, then as often as it is played, with no more of it in memory than that disorder needs.
 * Recorded heartbeats are left out: who plays makes its own.
 *
 * @param messages how many
 * @param first time of the first, epoch milliseconds
 * @param last time of the last, epoch milliseconds
 * @param disorder how far a message may lie behind an earlier one, milliseconds
 * @param broken rows that are no feedback
 */
public record Recording(
        Path file,
        @Nullable FieldMapping mapping,
        long messages,
        long first,
        long last,
        long disorder,
        BrokenRows broken) {

    /**
     * @param mask takes personal data out of what a problem quotes
     * @throws UnusableFileException when it cannot be read, or holds no message
     */
    public static Recording of(Path file, @Nullable FieldMapping mapping, UnaryOperator<String> mask) {
        BrokenRows broken = new BrokenRows(mask);
        long messages = 0;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long disorder = 0;
        try (Stream<Feedback> all = FeedbackFiles.read(file, mapping, broken)) {
            for (Iterator<Feedback> i = all.iterator(); i.hasNext(); ) {
                Feedback f = i.next();
                if (f.isHeartbeat()) {
                    continue;
                }
                messages++;
                first = Math.min(first, f.version());
                last = Math.max(last, f.version());
                disorder = Math.max(disorder, last - f.version());
            }
        }
        if (messages == 0) {
            String why = broken.lines().isEmpty() ? "" : ": " + broken.lines().get(0);
            throw new UnusableFileException("no message in " + file + why);
        }
        return new Recording(file, mapping, messages, first, last, disorder, broken);
    }

    /** All messages by time; those of the same time in the order of the file. To be closed. */
    public Stream<Feedback> inOrder() {
        Stream<Feedback> all = FeedbackFiles.read(file, mapping, new BrokenRows(UnaryOperator.identity()));
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(
                                new Ordered(all.iterator(), disorder), Spliterator.ORDERED | Spliterator.NONNULL),
                        false)
                .onClose(all::close);
    }

    private record Waiting(Feedback message, long place) {
        static final Comparator<Waiting> BY_TIME =
                Comparator.comparingLong((Waiting w) -> w.message.version()).thenComparingLong(Waiting::place);
    }

    /** Holds a message back until none that is to go before it can follow. */
    private static final class Ordered implements Iterator<Feedback> {
        private final Iterator<Feedback> in;
        private final long disorder;
        private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Waiting.BY_TIME);
        private long newest = Long.MIN_VALUE;
        private long place;

        Ordered(Iterator<Feedback> in, long disorder) {
            this.in = in;
            this.disorder = disorder;
        }

        @Override
        public boolean hasNext() {
            while (!isDue() && in.hasNext()) {
                Feedback f = in.next();
                if (!f.isHeartbeat()) {
                    newest = Math.max(newest, f.version());
                    waiting.add(new Waiting(f, place++));
                }
            }
            return !waiting.isEmpty();
        }

        private boolean isDue() {
            Waiting first = waiting.peek();
            return first != null && first.message().version() <= newest - disorder;
        }

        @Override
        public Feedback next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return waiting.remove().message();
        }
    }
}
