package io.tidewatch.local.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.job.annotate.TextAnalysis;
import io.tidewatch.job.index.StoredReading;
import io.tidewatch.wire.AnnotatedJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored feedback again when the analysis has changed, in the background, newest first and no faster than it may: the
 * analysis of each document becomes what the message would get today, everything else of it stays. Nothing of it goes to the jobs:
 * nobody is notified, nothing is counted again.
 *
 * <p>Kept is nothing but the documents themselves, which say by {@code analysis_version} who read them: stopped and started again
 * it goes on with those that are left. One that was written meanwhile stays as written, and is read in a next round if it has to
 * be. One that cannot be read is logged, counted and passed over. While Elasticsearch is away it is asked again, ever less often.
 */
public final class Retagging implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Retagging.class);

    private static final int BATCH = 100;
    private static final long IDLE_MS = 1_000;
    /** So many looks at the analysis between two at what is stored, when nothing is left. */
    private static final int IDLE_LOOKS = 10;
    /** What was written can be found after a second. */
    private static final long NEXT_ROUND_MS = 2_000;

    private static final long RETRY_MS = 500;
    private static final int MAX_DOUBLINGS = 7;
    private static final long STOP_SECONDS = 10;

    /** The analysis that is live. Used by one thread. */
    public interface Live extends AutoCloseable {
        /** The same one until another is live. */
        TextAnalysis analysis();

        @Override
        default void close() {}
    }

    private final PastFeedback past;
    private final Live live;
    private final int perSecond;
    private final Consumer<String> say;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread t = new Thread(work, "retagging");
        t.setDaemon(true);
        return t;
    });

    private String version = "";
    private @Nullable JsonNode after;
    private boolean idle;
    private boolean announced;
    private int looks;
    private int failures;
    /** Of the round: what could not be read, and what was written meanwhile. */
    private long passedOver;

    private boolean changedMeanwhile;

    /**
     * @param perSecond messages that are read again in a second at most, at least 1
     * @param say takes what people are told, a line each
     */
    public Retagging(PastFeedback past, Live live, int perSecond, Consumer<String> say) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("perSecond: " + perSecond + ", expected at least 1");
        }
        this.past = past;
        this.live = live;
        this.perSecond = perSecond;
        this.say = say;
    }

    public void start() {
        thread.schedule(this::run, 0, TimeUnit.MILLISECONDS);
    }

    private void run() {
        long wait = stepSafely();
        try {
            thread.schedule(this::run, wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("stored feedback not read on: closed");
        }
    }

    /** A step; of what goes wrong people are told once, until it goes well again. */
    long stepSafely() {
        try {
            long wait = step();
            if (failures > 0) {
                failures = 0;
                say.accept("stored feedback: read on");
            }
            return wait;
        } catch (IOException | RuntimeException e) {
            if (!thread.isShutdown()) {
                LOG.warn("stored feedback not read again, trying again: problem={}", e.toString());
                if (failures++ == 0) {
                    say.accept("stored feedback: cannot be read again now, trying again: " + e.getMessage());
                }
            }
            return RETRY_MS << Math.min(failures, MAX_DOUBLINGS);
        }
    }

    /**
     * Reads a few messages again, or looks whether there is anything to read.
     *
     * @return milliseconds to wait before the next step
     * @throws IOException when Elasticsearch is away or answers with an error; the next step tries the same
     */
    long step() throws IOException {
        TextAnalysis analysis = live.analysis();
        if (!analysis.version().equals(version)) {
            version = analysis.version();
            announced = false;
            round();
        }
        if (idle) {
            if (++looks < IDLE_LOOKS) {
                return IDLE_MS;
            }
            looks = 0;
            if (past.read(version).unread() <= passedOver) {
                return IDLE_MS;
            }
            round();
        }
        long from = System.nanoTime();
        List<PastMessage> found = past.unread(version, after, Math.max(1, Math.min(BATCH, perSecond / 2)));
        if (found.isEmpty()) {
            return end();
        }
        announce();
        read(found, analysis);
        after = found.get(found.size() - 1).sort();
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        return pause(found.size(), perSecond, took);
    }

    /**
     * How long to wait so that no more are read than may be, milliseconds.
     *
     * @param messages that were read
     * @param tookMs in which they were
     */
    static long pause(int messages, int perSecond, long tookMs) {
        return Math.max(0, messages * 1_000L / perSecond - tookMs);
    }

    private void round() {
        idle = false;
        after = null;
        passedOver = 0;
        changedMeanwhile = false;
    }

    private long end() throws IOException {
        if (changedMeanwhile) {
            round();
            return NEXT_ROUND_MS;
        }
        idle = true;
        looks = 0;
        if (announced) {
            LOG.info("stored feedback read again: analysis={} passedOver={}", version, passedOver);
            say.accept("stored feedback: read again by analysis " + version
                    + (passedOver == 0 ? "" : ", but for " + passedOver + " that cannot be read, see the log"));
            announced = false;
        }
        return IDLE_MS;
    }

    private void announce() throws IOException {
        if (!announced) {
            announced = true;
            ReadPast now = past.read(version);
            LOG.info("stored feedback is read again: analysis={} messages={}", version, now.unread());
            say.accept("stored feedback: " + now.unread() + " of " + now.messages()
                    + " messages are read again by analysis " + version);
        }
    }

    private void read(List<PastMessage> found, TextAnalysis analysis) throws IOException {
        Map<PastMessage, ObjectNode> parts = new LinkedHashMap<>();
        int unreadable = 0;
        for (PastMessage m : found) {
            try {
                parts.put(m, StoredReading.of(analysis.again(AnnotatedJson.read(m.source()))));
            } catch (InvalidFeedbackException | RuntimeException | StackOverflowError e) {
                // its message may quote the customer
                LOG.warn(
                        "stored message passed over: index={} problem={}",
                        m.index(),
                        e.getClass().getSimpleName());
                unreadable++;
            }
        }
        if (!parts.isEmpty()) {
            PastFeedback.Outcome outcome = past.write(parts);
            if (outcome.refused() > 0) {
                LOG.warn("stored messages passed over, refused: messages={}", outcome.refused());
            }
            changedMeanwhile |= outcome.changedMeanwhile() > 0;
            unreadable += outcome.refused();
        }
        passedOver += unreadable;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                live.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("not closed in order: problem={}", e.toString());
        }
    }
}
