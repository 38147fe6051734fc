package io.tidewatch.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Member;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.data.FeedbackPublisher;
import io.tidewatch.local.sample.BrokenLine;
import io.tidewatch.local.sample.DemoSample;
import io.tidewatch.local.sample.SampleGenerator;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.IncidentJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays a whole sample, all that comes before the peak at full speed, and waits until everything it must cause has been seen from outside. */
final class OnceRun {
    private static final int BROKEN = 12;
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Duration SETTLE = Duration.ofSeconds(3);
    /** With everything indexed the rest takes seconds; after so long it will not come. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * What is said after the peak comes in steps, some twenty seconds in all: else its end may be read in the same instant
     * as its beginning, and somebody who has not been told of one is told of both at once.
     */
    private static final int STEP_MESSAGES = 30;

    private static final Duration STEP = Duration.ofMillis(200);

    private final DemoSample sample;
    private final StackView stack;
    private final PushReceiver receiver;
    private final Clock clock;
    private final Progress progress;
    private final Map<String, Alert> first = new LinkedHashMap<>();
    private final Map<String, Alert> last = new LinkedHashMap<>();

    /** Alerts that others explained when they were last heard of. */
    private final Set<String> inhibited = new HashSet<>();

    OnceRun(DemoSample sample, StackView stack, PushReceiver receiver, Clock clock, Progress progress) {
        this.sample = sample;
        this.stack = stack;
        this.receiver = receiver;
        this.clock = clock;
        this.progress = progress;
    }

    /** @throws CommandFailedException when it has not happened in time; says what has */
    DemoResult run() throws IOException, InterruptedException {
        long deadline = clock.millis() + LIMIT.toMillis();
        long distinct = (long) sample.messages().size() - sample.duplicates();
        try (FeedbackPublisher publisher = new FeedbackPublisher(KafkaSettings.of(stack.kafka()));
                TopicTail alerts = new TopicTail(stack.kafka(), Topics.ALERTS);
                TopicTail incidents = new TopicTail(stack.kafka(), Topics.INCIDENTS)) {
            load(publisher);
            progress.sayTimed(sample.messages().size() + BROKEN + " messages are in Kafka");
            long doneSince = 0;
            long newsAt = 0;
            String seen = "";
            int printed = 0;
            while (true) {
                alerts.poll(Duration.ofMillis(300), this::take);
                incidents.poll(Duration.ZERO, this::takeIncident);
                long indexed = stack.count("tidewatch-feedback");
                long dead = stack.count("tidewatch-dead-letters");
                boolean done = indexed >= distinct && dead >= BROKEN && isOver();
                int now = (int) Math.min(10, 10 * (indexed + dead) / (distinct + BROKEN));
                if (now > printed) {
                    printed = now;
                    progress.sayTimed(now * 10 + " % indexed");
                }
                doneSince = !done ? 0 : doneSince == 0 ? clock.millis() : doneSince;
                if (done && clock.millis() - doneSince >= SETTLE.toMillis()) {
                    return result(indexed, dead);
                }
                String state = "indexed " + indexed + " of " + distinct + ", dead letters " + dead + " of " + BROKEN
                        + ", alerts " + alerts() + ", pushes " + pushed() + ", refused " + receiver.refused();
                if (!state.equals(seen)) {
                    seen = state;
                    newsAt = clock.millis();
                }
                boolean stands = indexed >= distinct && clock.millis() - newsAt > PATIENCE.toMillis();
                if (stands || clock.millis() > deadline) {
                    throw new CommandFailedException("the surge was not seen to begin and end: " + state);
                }
            }
        }
    }

    private String alerts() {
        return last.values().stream()
                .map(a -> a.rule() + " " + String.join("/", a.group().values()) + " "
                        + a.status().wire())
                .toList()
                .toString();
    }

    private String pushed() {
        return receiver.pushes().stream()
                .map(p -> p.incident() + " " + p.status())
                .toList()
                .toString();
    }

    private void load(FeedbackPublisher publisher) throws IOException, InterruptedException {
        List<BrokenLine> broken =
                SampleGenerator.brokenLines(BROKEN, sample.settings().endMillis());
        int every = sample.messages().size() / BROKEN;
        int n = 0;
        int afterPeak = 0;
        for (Feedback f : sample.messages()) {
            publisher.send(f);
            if (++n % every == 0 && n / every <= BROKEN) {
                publisher.sendRaw(
                        Topics.FEEDBACK_SOCIAL, broken.get(n / every - 1).text());
            }
            if (f.eventTime() > sample.surgePeak() && ++afterPeak % STEP_MESSAGES == 0) {
                publisher.flush();
                Thread.sleep(STEP.toMillis());
            }
        }
        publisher.flush();
    }

    private void take(String json) {
        try {
            Alert a = AlertJson.read(json);
            first.putIfAbsent(a.id(), a);
            last.merge(a.id(), a, (x, y) -> y.revision() >= x.revision() ? y : x);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alert is not JSON", e);
        }
    }

    private void takeIncident(String json) {
        try {
            for (Member m : IncidentJson.read(json).members()) {
                if (m.inhibitedBy() == null && m.partOf() == null) {
                    inhibited.remove(m.alert());
                } else {
                    inhibited.add(m.alert());
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an incident is not JSON", e);
        }
    }

    /** The planted surge was notified, has ended, and both have reached the receiver. */
    private boolean isOver() {
        List<PushReceiver.Push> pushes = receiver.pushes();
        for (Alert a : last.values()) {
            if (isPlanted(a) && !a.isOpen()) {
                return pushes.stream()
                                .anyMatch(p -> p.incident().equals(a.incident())
                                        && p.status().equals("firing"))
                        && pushes.stream()
                                .anyMatch(p -> p.incident().equals(a.incident())
                                        && p.status().equals("resolved"));
            }
        }
        return false;
    }

    private boolean isPlanted(Alert a) {
        return a.kind().hasLevel()
                && a.incident().equals(sample.settings().issue())
                && sample.settings().region().equals(regionOf(a));
    }

    /** Of its group, or at whose level it tells; null when it is of no single one. */
    private static @Nullable String regionOf(Alert a) {
        String named = a.group().get("region");
        return named != null || a.level() == null ? named : a.level().get("region");
    }

    private DemoResult result(long indexed, long dead) {
        List<Alert> alerts = new ArrayList<>(last.values());
        alerts.removeIf(a -> inhibited.contains(a.id()));
        alerts.sort(Comparator.comparingLong(Alert::startsAt)
                .thenComparing(Alert::rule)
                .thenComparing(a -> a.group().key()));
        Alert planted = last.values().stream()
                .filter(this::isPlanted)
                .min(Comparator.comparingLong(Alert::startsAt))
                .map(a -> first.get(a.id()))
                .orElse(null);
        Double seconds = null;
        if (planted != null && planted.trace() != null) {
            long received = planted.trace().receivedAt();
            seconds = receiver.pushes().stream()
                    .filter(p -> p.incident().equals(planted.incident())
                            && p.status().equals("firing"))
                    .map(p -> (p.at() - received) / 1_000.0)
                    .findFirst()
                    .orElse(null);
        }
        return new DemoResult(
                sample.messages().size() + BROKEN,
                sample.duplicates(),
                dead,
                indexed,
                alerts,
                receiver.pushes().size(),
                planted == null ? null : minutes(sample.surgeOnset(), planted.firedAt()),
                planted == null ? null : minutes(planted.firedAt(), sample.surgePeak()),
                seconds);
    }

    private static Double minutes(long from, long to) {
        return (to - from) / 60_000.0;
    }
}
