package io.tidewatch.replay;

import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.job.detect.copies.CountedMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One run in virtual time, and what came of it. The operators that read and write it live in the same process and find it
 * by its number; after a killed task it reads everything again, and everything is written to it again.
 */
final class VirtualRun {
    private static final Map<Long, VirtualRun> RUNS = Collections.synchronizedMap(new LinkedHashMap<>());
    private static long numbers;

    private final long number;
    private final List<VirtualMessage> input;
    private final TreeSet<Long> kills;
    private final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final Map<String, CountedMessage> messages = new LinkedHashMap<>();
    private int killed;

    /** @param messages in the order in which they come */
    private VirtualRun(long number, List<VirtualMessage> messages, List<Long> kills) {
        this.number = number;
        this.input = messages;
        this.kills = new TreeSet<>(kills);
    }

    static VirtualRun open(List<VirtualMessage> messages, List<Long> kills) {
        synchronized (RUNS) {
            VirtualRun run = new VirtualRun(numbers++, messages, kills);
            RUNS.put(run.number, run);
            return run;
        }
    }

    static VirtualRun of(long number) {
        VirtualRun run = RUNS.get(number);
        if (run == null) {
            throw new IllegalStateException("no run in virtual time has the number " + number);
        }
        return run;
    }

    void close() {
        RUNS.remove(number);
    }

    long number() {
        return number;
    }

    VirtualMessage message(long index) {
        return input.get((int) index);
    }

    /** True once for each kill at or before an instant. */
    synchronized boolean dies(long at) {
        @Nullable Long next = kills.isEmpty() ? null : kills.first();
        if (next == null || next > at) {
            return false;
        }
        kills.pollFirst();
        killed++;
        return true;
    }

    synchronized void send(Alert a) {
        alerts.putIfAbsent(a.id() + "#" + a.revision() + "#" + a.status(), a);
    }

    synchronized void receive(CountedMessage m) {
        AnnotatedFeedback annotated = m.message();
        messages.putIfAbsent(annotated.feedback().id(), m);
    }

    /** Every revision of every episode, in the order of emission. */
    synchronized List<Alert> alerts() {
        return new ArrayList<>(alerts.values());
    }

    synchronized List<CountedMessage> messages() {
        return new ArrayList<>(messages.values());
    }

    synchronized int killed() {
        return killed;
    }
}
