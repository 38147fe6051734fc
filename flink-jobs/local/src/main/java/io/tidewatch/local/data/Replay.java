package io.tidewatch.local.data;

import io.tidewatch.connector.file.Recording;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.Feedback;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Plays a recording in order of time at a given speed. Every five seconds each source seen so far sends a heartbeat
 * with the replay's clock to each of its topics, and once more at the end, so that event time moves on when no messages
 * come.
 */
public final class Replay {
    static final long HEARTBEAT_MS = 5_000;

    private final Recording recording;
    private final ReplayTimes times;
    private final Clock clock;
    private final Pause pause;
    private final Map<String, TreeSet<String>> topicsOfSource = new TreeMap<>();
    private long heartbeatDue;
    private long heartbeats;

    /** How time is let pass. */
    @FunctionalInterface
    public interface Pause {
        void until(long epochMillis) throws InterruptedException;
    }

    /** Where the messages go. */
    public interface Receiver {
        void send(Feedback message) throws IOException, InterruptedException;

        void heartbeat(String topic, String source, long eventTime) throws IOException, InterruptedException;
    }

    public Replay(Recording recording, ReplayTimes times, Clock clock, Pause pause) {
        this.recording = recording;
        this.times = times;
        this.clock = clock;
        this.pause = pause;
    }

    /** @return number of heartbeats */
    public long play(Receiver receiver) throws IOException, InterruptedException {
        heartbeatDue = times.begin() + HEARTBEAT_MS;
        long reached = recording.first() + times.shift();
        try (Stream<Feedback> all = recording.inOrder()) {
            for (Iterator<Feedback> i = all.iterator(); i.hasNext(); ) {
                Feedback recorded = i.next();
                Feedback played = times.played(recorded);
                if (times.speed() == ReplayTimes.MAX) {
                    beat(receiver, reached);
                } else {
                    await(receiver, times.sentAt(recorded), played.version());
                }
                receiver.send(played);
                reached = played.version();
                topicsOfSource
                        .computeIfAbsent(played.source(), s -> new TreeSet<>())
                        .add(Topics.feedbackTopic(played.channel()));
            }
        }
        heartbeatDue = Long.MIN_VALUE;
        beat(receiver, reached);
        return heartbeats;
    }

    /** @param next event time of the message that comes then: no heartbeat is ahead of it */
    private void await(Receiver receiver, long sentAt, long next) throws IOException, InterruptedException {
        while (clock.millis() < sentAt) {
            pause.until(Math.min(sentAt, heartbeatDue));
            beat(receiver, Math.min(next, times.clock(clock.millis())));
        }
        beat(receiver, next);
    }

    private void beat(Receiver receiver, long eventTime) throws IOException, InterruptedException {
        long now = clock.millis();
        if (now < heartbeatDue) {
            return;
        }
        heartbeatDue = now + HEARTBEAT_MS;
        for (Map.Entry<String, TreeSet<String>> source : topicsOfSource.entrySet()) {
            for (String topic : source.getValue()) {
                receiver.heartbeat(topic, source.getKey(), eventTime);
                heartbeats++;
            }
        }
    }
}
