package io.tidewatch.local.sample;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.time.WireTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * Makes the sample. The days begin and end at fixed hours of an invented week, wherever the settings put them in real
 * time, so that a seed gives the same messages and the same surge at any hour of any day.
 */
public final class SampleGenerator {
    /** Sunday, 20:17: in the evening peak, when a surge is hardest to distinguish from the usual. */
    private static final long ONSET = 3 * Rhythm.DAY + 20 * Rhythm.HOUR + 17 * 60;

    private static final long LENGTH = 3 * Rhythm.DAY;
    private static final Comparator<Feedback> IN_TIME =
            Comparator.comparingLong(Feedback::eventTime).thenComparing(Feedback::id);

    private SampleGenerator() {}

    public static DemoSample of(SampleSettings settings) {
        Parts parts = new Parts(settings);
        long end = ONSET + settings.sinceOnset().toSeconds();
        long start = end - LENGTH;
        // Whole seconds, as platforms give them.
        long shift = Math.floorDiv(settings.endMillis(), 1000L) - end;
        List<Feedback> messages = new ArrayList<>();
        int duplicates = 0;
        Iterator<Feedback> all = new Timeline(parts.planted(), parts.background, start, shift);
        while (true) {
            Feedback f = all.next();
            if (f.eventTime() > settings.endMillis()) {
                break;
            }
            messages.add(f);
            if (sentTwice(f)) {
                messages.add(f);
                duplicates++;
            }
        }
        List<Decoy> decoys = parts.decoys.list().stream()
                .map(d -> new Decoy(
                        d.kind(), d.region(), (d.start() + shift) * 1000, (d.end() + shift) * 1000, d.messages()))
                .filter(d -> d.start() < settings.endMillis())
                .sorted(Comparator.comparingLong(Decoy::start))
                .toList();
        return new DemoSample(
                settings,
                messages,
                duplicates,
                (ONSET + shift) * 1000,
                decoys,
                () -> new Timeline(parts.planted(), parts.background, end + 1, shift));
    }

    /**
     * Records to be mixed in by whoever wants dead letters: not JSON, a field missing, absurd times, wrong types. The same
     * call gives the same lines; they are no part of {@link #of}.
     *
     * @param eventMillis the time that those with a good time carry, epoch milliseconds
     */
    public static List<BrokenLine> brokenLines(int count, long eventMillis) {
        return BrokenLines.make(count, WireTime.print(eventMillis));
    }

    /** Two in a hundred records are delivered again. */
    private static boolean sentTwice(Feedback f) {
        return Math.floorMod(SeededRandom.mix(f.id().hashCode()), 50) == 0;
    }

    /** What the parts of a sample are made of. */
    private static final class Parts {
        final Background background;
        final Decoys decoys;
        private final List<Feedback> surge;

        Parts(SampleSettings settings) {
            Phrasebook zh = Phrasebook.chinese();
            Phrasebook en = Phrasebook.english();
            Composer composer = new Composer(zh, en, settings.taxonomy());
            People people = new People(settings.seed(), zh);
            Scenes scenes = new Scenes(zh, en);
            this.background = new Background(settings, new Rhythm(settings.seed()), people, scenes, composer);
            this.decoys = new Decoys(settings, people, scenes, composer);
            this.surge = Surge.messages(settings, ONSET, people, scenes, composer);
        }

        List<Feedback> planted() {
            List<Feedback> planted = new ArrayList<>(decoys.messages());
            planted.addAll(surge);
            planted.sort(IN_TIME);
            return planted;
        }
    }
}
