package io.tidewatch.local.sample;

import io.tidewatch.feedback.Feedback;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** A made sample: its messages in order of event time, and what was planted where. Immutable. */
public final class DemoSample {
    private final SampleSettings settings;
    private final List<Feedback> messages;
    private final int duplicates;
    private final long surgeOnset;
    private final List<Decoy> decoys;
    private final Supplier<Iterator<Feedback>> continuation;

    DemoSample(
            SampleSettings settings,
            List<Feedback> messages,
            int duplicates,
            long surgeOnset,
            List<Decoy> decoys,
            Supplier<Iterator<Feedback>> continuation) {
        this.settings = settings;
        this.messages = List.copyOf(messages);
        this.duplicates = duplicates;
        this.surgeOnset = surgeOnset;
        this.decoys = List.copyOf(decoys);
        this.continuation = continuation;
    }

    public SampleSettings settings() {
        return settings;
    }

    /** Everything up to the sample's end, event time never falling; a repeated record follows its first at once. */
    public List<Feedback> messages() {
        return messages;
    }

    /** How many of {@link #messages()} are repetitions of an earlier one, equal in every byte. */
    public int duplicates() {
        return duplicates;
    }

    /**
     * What comes after {@link #messages()}: the rest of a surge that is still on, then an ordinary trickle without end.
     * A new iterator each time; the event times lie after the sample's end.
     */
    public Iterator<Feedback> continuation() {
        return continuation.get();
    }

    /** When the rate begins to rise, epoch milliseconds. */
    public long surgeOnset() {
        return surgeOnset;
    }

    /** When the rate reaches the top, epoch milliseconds; may lie after the sample's end. */
    public long surgePeak() {
        return surgeOnset + settings.shape().rise().toMillis();
    }

    /** When the rate begins to fall, epoch milliseconds. */
    public long surgeDecline() {
        return surgePeak() + settings.shape().hold().toMillis();
    }

    /** When nothing of the surge is left, epoch milliseconds. */
    public long surgeEnd() {
        return surgeOnset + settings.shape().length().toMillis();
    }

    /** In order of start. */
    public List<Decoy> decoys() {
        return decoys;
    }
}
