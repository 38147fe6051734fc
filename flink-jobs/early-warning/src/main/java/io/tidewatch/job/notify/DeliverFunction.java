package io.tidewatch.job.notify;

import io.tidewatch.alert.DeliveryOutcome;
import io.tidewatch.alert.Receipt;
import io.tidewatch.connector.notify.Senders;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Sender;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.job.metric.NotifyMetric;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.ReceiptLedger;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.Receiver;
import io.tidewatch.notify.message.Push;
import io.tidewatch.wire.Retraction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends. Key: one channel of one receiver, so that a vendor who is away holds up nobody else. Kept: the pushes that are not
 * done with, for at most a day, and how the channel is doing. One send at a time per channel, never blocking: a timer looks
 * whether the answer is there.
 *
 * <p>Before a send the ledger is asked whether the delivery has its receipt, and the send is noted there; the receipt is
 * written by the thread that got the vendor's answer, before the push leaves the outbox. A send that left without an answer, or
 * was in flight at a crash, may have been taken: it is repeated once, marked as possibly a repeat, and not again. While the
 * ledger cannot be written, nothing is sent on the channel.
 *
 * <p>Incidents that ended before their beginning was sent are said together, in one message, where people read the channel; each
 * has its own receipt, and the same rules.
 *
 * <p>Words that a customer deleted or changed are taken out of what waits, and out of what comes later: that is kept for two days.
 *
 * <p>Out: a receipt per delivery that is done with, and one when its first try fails.
 */
public final class DeliverFunction extends KeyedBroadcastProcessFunction<String, Push, Retraction, Receipt> {
    /** By the id of the message. */
    public static final MapStateDescriptor<String, RetractedWords> RETRACTED =
            new MapStateDescriptor<>("retracted", Types.STRING, TypeInformation.of(RetractedWords.class));

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DeliverFunction.class);
    private static final MapStateDescriptor<String, Outgoing> OUTBOX =
            new MapStateDescriptor<>("outbox", Types.STRING, TypeInformation.of(Outgoing.class));
    private static final long FIRST_POLL_MS = 5;
    private static final long MAX_POLL_MS = 100;
    private static final long CLOSE_WAIT_MS = 10_000;
    private static final long LEDGER_WAIT_MS = 30_000;
    private static final int MAX_UNANSWERED = 2;
    private static final long CLEAN_EVERY_MS = 3_600_000L;

    private final NotifySettings settings;
    private final ReceiptLedger.Factory ledgers;

    private transient SenderContext context;
    private transient ReceiptLedger ledger;
    private transient ExecutorService scribe;
    private transient Map<String, Sender> senders;
    private transient Map<String, InFlight> inFlight;
    private transient Set<String> gone;
    private transient MapState<String, Outgoing> outbox;
    private transient ValueState<QueueState> queue;
    private transient Counter delivered;
    private transient Counter rejected;
    private transient Counter retried;
    private transient Counter suppressed;
    private transient Counter alreadyDelivered;
    private transient Counter ledgerFailures;
    private transient Counter redacted;
    private transient long cleanAt;

    @SuppressWarnings("NullAway.Init") // transient fields are set in open
    public DeliverFunction(NotifySettings settings, ReceiptLedger.Factory ledgers) {
        this.settings = settings;
        this.ledgers = ledgers;
    }

    /** A try that has not been settled, with a receipt for each of its parts. */
    private static final class InFlight {
        final Message message;
        final CompletableFuture<List<Receipt>> receipts;
        final CompletableFuture<Delivery> delivery;
        long pollMs = FIRST_POLL_MS;

        InFlight(Message message, CompletableFuture<Delivery> delivery, CompletableFuture<List<Receipt>> receipts) {
            this.message = message;
            this.delivery = delivery;
            this.receipts = receipts;
        }

        boolean holds(Outgoing o) {
            return message.parts().stream()
                    .anyMatch(p -> p.push().delivery().equals(o.push().delivery()));
        }
    }

    @Override
    public void open(OpenContext openContext) {
        context = settings.senders(Clock.systemUTC());
        ledger = ledgers.open();
        scribe = Executors.newCachedThreadPool(r -> {
            Thread t = new Thread(r, "tidewatch-receipts");
            t.setDaemon(true);
            return t;
        });
        senders = new HashMap<>();
        inFlight = new HashMap<>();
        gone = new HashSet<>();
        outbox = getRuntimeContext().getMapState(OUTBOX);
        queue = getRuntimeContext().getState(new ValueStateDescriptor<>("queue", TypeInformation.of(QueueState.class)));
        delivered =
                NotifyMetric.DELIVERIES_DELIVERED.counter(getRuntimeContext().getMetricGroup());
        rejected = NotifyMetric.DELIVERIES_REJECTED.counter(getRuntimeContext().getMetricGroup());
        retried = NotifyMetric.DELIVERIES_RETRIED.counter(getRuntimeContext().getMetricGroup());
        suppressed =
                NotifyMetric.DELIVERIES_SUPPRESSED.counter(getRuntimeContext().getMetricGroup());
        alreadyDelivered =
                NotifyMetric.DELIVERIES_REPEATED.counter(getRuntimeContext().getMetricGroup());
        redacted = NotifyMetric.DELIVERIES_REDACTED.counter(getRuntimeContext().getMetricGroup());
        ledgerFailures =
                NotifyMetric.LEDGER_FAILURES.counter(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(Push composed, ReadOnlyContext ctx, Collector<Receipt> out) throws Exception {
        Push push = RetractedWords.without(composed, ctx.getBroadcastState(RETRACTED));
        if (isDelivered(push.delivery()) || outbox.contains(push.delivery())) {
            alreadyDelivered.inc();
            return;
        }
        List<Outgoing> pointless = new ArrayList<>();
        InFlight now = inFlight.get(ctx.getCurrentKey());
        boolean beginningIsNotSent = false;
        for (Outgoing o : outbox.values()) {
            boolean flying = now != null && now.holds(o);
            if (!flying && Outbox.isSuperseded(o.push(), push)) {
                pointless.add(o);
                beginningIsNotSent |= Outbox.isBeginning(o.push()) && !mayHaveBeenTaken(o);
            }
        }
        long time = ctx.timerService().currentProcessingTime();
        for (Outgoing o : pointless) {
            suppressed.inc();
            giveUp(o, DeliveryOutcome.SUPPRESSED, "a newer push of the incident says more", time, out);
        }
        boolean ends = push.reason() == Reason.RESOLVED && beginningIsNotSent;
        outbox.put(push.delivery(), new Outgoing(ends ? push.asWholeStory() : push, 0));
        pump(ctx.getCurrentKey(), ctx.timerService(), out);
    }

    /** Takes the words out of what waits; a send that is in flight has left already. */
    @Override
    public void processBroadcastElement(Retraction r, Context ctx, Collector<Receipt> out) throws Exception {
        long now = ctx.currentProcessingTime();
        BroadcastState<String, RetractedWords> retracted = ctx.getBroadcastState(RETRACTED);
        if (now >= cleanAt) {
            RetractedWords.clear(retracted, now);
            cleanAt = now + CLEAN_EVERY_MS;
        }
        retracted.put(r.id(), new RetractedWords(r.stays(), now));
        ctx.applyToKeyedState(OUTBOX, (key, waiting) -> {
            List<Outgoing> amended = new ArrayList<>();
            for (Outgoing o : waiting.values()) {
                Push less = o.push().without(r);
                if (!less.equals(o.push())) {
                    amended.add(o.withPush(less));
                }
            }
            for (Outgoing o : amended) {
                waiting.put(o.push().delivery(), o);
                redacted.inc();
            }
        });
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Receipt> out) throws Exception {
        QueueState q = queue();
        if (timestamp == q.wakeAt()) {
            queue.update(q.withWakeAt(0));
            pump(ctx.getCurrentKey(), ctx.timerService(), out);
        }
    }

    /** Settles what is answered, starts what may start, and sees to it that a timer goes on with the rest. */
    private void pump(String key, TimerService timers, Collector<Receipt> out) throws Exception {
        InFlight flying = inFlight.get(key);
        long now = timers.currentProcessingTime();
        if (flying != null) {
            if (!flying.receipts.isDone()) {
                wakeAt(now + flying.pollMs, timers);
                flying.pollMs = Math.min(MAX_POLL_MS, flying.pollMs * 2);
                return;
            }
            inFlight.remove(key);
            settle(flying, now, timers, out);
            if (inFlight.containsKey(key)) {
                return;
            }
        }
        List<Outgoing> waiting = waiting(key, now, out);
        if (waiting.isEmpty()) {
            return;
        }
        Sender sender =
                sender(key, Objects.requireNonNull(channel(waiting.get(0).push())));
        List<Outgoing> gathered = sender.roomForPeople() > 0 ? Message.gathered(waiting) : List.of();
        long gatheredAt = Message.gatheredAt(gathered);
        if (gatheredAt > now) {
            waiting.removeAll(gathered);
        }
        Outgoing next = Outbox.next(waiting);
        if (next == null) {
            wakeAt(gatheredAt, timers);
            return;
        }
        QueueState q = queue();
        long free = q.freeAt(sender.perMinute(), now);
        if (free > now) {
            wakeAt(Math.min(free, next.push().createdAt() + Outbox.KEEP_MS), timers);
            return;
        }
        queue.update(q.sending(now));
        inFlight.put(key, start(Message.of(next, gathered, this::mayHaveBeenTaken), sender, now));
        wakeAt(now + FIRST_POLL_MS, timers);
    }

    /** Whether a send of any channel of this subtask has not been settled. */
    boolean isSending() {
        return !inFlight.isEmpty();
    }

    /** What may be sent; what may not be any more is done with. */
    private List<Outgoing> waiting(String key, long now, Collector<Receipt> out) throws Exception {
        List<Outgoing> all = new ArrayList<>();
        outbox.values().forEach(all::add);
        List<Outgoing> waiting = new ArrayList<>();
        for (Outgoing o : all) {
            if (isDelivered(o.push().delivery())) {
                // sent before a crash: the ledger knows more than the checkpoint
                alreadyDelivered.inc();
                outbox.remove(o.push().delivery());
            } else if (now - o.push().createdAt() >= Outbox.KEEP_MS) {
                giveUp(o, DeliveryOutcome.FAILED, "given up after a day", now, out);
            } else if (gone.contains(key)) {
                rejected.inc();
                giveUp(o, DeliveryOutcome.REJECTED, "the receiver wants nothing more", now, out);
            } else if (channel(o.push()) == null) {
                suppressed.inc();
                giveUp(o, DeliveryOutcome.SUPPRESSED, "the receiver no longer has this channel", now, out);
            } else {
                waiting.add(o);
            }
        }
        return waiting;
    }

    private boolean mayHaveBeenTaken(Outgoing o) {
        return o.unanswered() > 0 || ledger.isIntended(o.push().delivery());
    }

    private boolean isDelivered(String delivery) {
        Receipt known = ledger.find(delivery);
        return known != null && known.isFinal();
    }

    private @Nullable Channel channel(Push p) {
        Receiver r = context.config().receivers().get(p.receiver());
        return r == null || p.channel() >= r.channels().size()
                ? null
                : r.channels().get(p.channel());
    }

    /** A channel whose secret cannot be read is tried again later, like one whose vendor is away. */
    private Sender sender(String key, Channel channel) {
        Sender known = senders.get(key);
        if (known == null) {
            try {
                known = Senders.open(channel, context);
                senders.put(key, known);
            } catch (IllegalArgumentException e) {
                String problem = String.valueOf(e.getMessage());
                return push -> CompletableFuture.completedFuture(Delivery.retry(0, problem, Delivery.MENDING_MS));
            }
        }
        return known;
    }

    private InFlight start(Message waiting, Sender sender, long now) {
        List<Outgoing> parts = new ArrayList<>();
        for (Outgoing o : waiting.parts()) {
            // in flight when the job was killed
            boolean unsettled =
                    o.unanswered() == 0 && ledger.isIntended(o.push().delivery());
            parts.add(unsettled ? new Outgoing(o.push(), o.attempts() + 1, 1, o.isAlone()) : o);
        }
        Message message = new Message(List.copyOf(parts));
        Push push = message.push(sender.roomForPeople(), now, settings.times());
        boolean repeats = parts.get(0).unanswered() > 0;
        CompletableFuture<Delivery> delivery = CompletableFuture.runAsync(
                        () -> parts.forEach(o -> ledger.intend(o.push().delivery())), scribe)
                .thenCompose(noted -> sender.send(repeats ? push.asPossibleRepeat() : push));
        return new InFlight(message, delivery, delivery.thenApplyAsync(d -> write(message, d), scribe));
    }

    /** Makes what became of a try durable. */
    private List<Receipt> write(Message m, Delivery d) {
        List<Receipt> receipts = new ArrayList<>();
        String digest = m.isDigest() ? m.parts().get(0).push().delivery() : null;
        for (Outgoing o : m.parts()) {
            receipts.add(write(o, d, digest));
        }
        return receipts;
    }

    private Receipt write(Outgoing o, Delivery d, @Nullable String digest) {
        boolean givenUp = d.ambiguous() && o.unanswered() + 1 >= MAX_UNANSWERED;
        boolean refusedTogether = digest != null && d.outcome() == Delivery.Outcome.REJECTED;
        Receipt r = receipt(
                o.push(),
                givenUp ? DeliveryOutcome.REJECTED : refusedTogether ? DeliveryOutcome.FAILED : outcome(d),
                d.code(),
                givenUp ? d.problem() + ", twice: it may have been taken and is not sent again" : d.problem(),
                o.attempts() + 1,
                context.clock().millis(),
                digest);
        if (r.isFinal() || o.attempts() == 0) {
            ledger.write(r);
        }
        if (!r.isFinal() && !d.ambiguous()) {
            ledger.withdraw(o.push().delivery());
        }
        return r;
    }

    private static DeliveryOutcome outcome(Delivery d) {
        return switch (d.outcome()) {
            case DELIVERED -> DeliveryOutcome.DELIVERED;
            case RETRY -> DeliveryOutcome.FAILED;
            case REJECTED, GONE -> DeliveryOutcome.REJECTED;
        };
    }

    private Receipt receipt(
            Push p,
            DeliveryOutcome outcome,
            int code,
            @Nullable String problem,
            int attempts,
            long at,
            @Nullable String digest) {
        Channel c = channel(p);
        return new Receipt(
                p.delivery(),
                p.incident().id(),
                p.receiver(),
                c == null ? "" : c.type(),
                p.reason().status(),
                p.incident().severity(),
                outcome,
                code,
                problem,
                attempts,
                at,
                digest);
    }

    private void settle(InFlight f, long now, TimerService timers, Collector<Receipt> out) throws Exception {
        if (f.receipts.isCompletedExceptionally()) {
            waitForTheLedger(f, now, timers);
            return;
        }
        Delivery d = f.delivery.join();
        QueueState q = queue();
        queue.update(d.outcome() == Delivery.Outcome.RETRY ? q.failed(d.retryAfterMs(), now) : q.succeeded());
        if (d.outcome() == Delivery.Outcome.GONE) {
            gone.add(f.message.parts().get(0).push().queue());
        }
        List<Receipt> receipts = f.receipts.join();
        for (int i = 0; i < receipts.size(); i++) {
            settle(f.message.parts().get(i), receipts.get(i), d, out);
        }
    }

    private void settle(Outgoing o, Receipt r, Delivery d, Collector<Receipt> out) throws Exception {
        if (r.isFinal()) {
            outbox.remove(r.delivery());
            (r.outcome() == DeliveryOutcome.DELIVERED ? delivered : rejected).inc();
            out.collect(r);
        } else {
            retried.inc();
            int unanswered = o.unanswered() + (d.ambiguous() ? 1 : 0);
            boolean alone = o.isAlone() || d.outcome() == Delivery.Outcome.REJECTED;
            // words may have been taken out of it while it was in flight
            Outgoing waiting = outbox.get(r.delivery());
            Push push = waiting == null ? o.push() : waiting.push();
            outbox.put(r.delivery(), new Outgoing(push, r.attempts(), unanswered, alone));
            if (r.attempts() == 1) {
                out.collect(r);
            }
        }
        if (r.problem() != null) {
            LOG.warn(
                    "push not delivered: receiver={} channel={} delivery={} attempts={} code={} problem={}",
                    r.receiver(),
                    r.channel(),
                    r.delivery(),
                    r.attempts(),
                    r.code(),
                    r.problem());
        }
    }

    /** Not sent, or sent and not noted: in either case nothing more is sent on this channel until the ledger takes it. */
    private void waitForTheLedger(InFlight f, long now, TimerService timers) throws Exception {
        ledgerFailures.inc();
        String key = f.message.parts().get(0).push().queue();
        Throwable problem = f.receipts.handle((r, e) -> e).join();
        LOG.error("receipt ledger cannot be written, nothing is sent: queue={}", key, problem);
        QueueState q = queue();
        queue.update(q.failed(LEDGER_WAIT_MS, now));
        if (!f.delivery.isCompletedExceptionally()) {
            Delivery d = f.delivery.join();
            Executor later = CompletableFuture.delayedExecutor(LEDGER_WAIT_MS, TimeUnit.MILLISECONDS, scribe);
            InFlight again = new InFlight(
                    f.message, f.delivery, CompletableFuture.supplyAsync(() -> write(f.message, d), later));
            again.pollMs = MAX_POLL_MS;
            inFlight.put(key, again);
        }
        wakeAt(now + LEDGER_WAIT_MS, timers);
    }

    private void giveUp(Outgoing o, DeliveryOutcome outcome, String problem, long now, Collector<Receipt> out)
            throws Exception {
        Receipt r = receipt(o.push(), outcome, 0, problem, o.attempts(), now, null);
        ledger.write(r);
        outbox.remove(o.push().delivery());
        out.collect(r);
        LOG.warn(
                "push given up: receiver={} delivery={} outcome={} problem={}",
                r.receiver(),
                r.delivery(),
                outcome,
                problem);
    }

    private QueueState queue() throws Exception {
        QueueState q = queue.value();
        return q == null ? QueueState.FRESH : q;
    }

    /** There is one timer per channel: the earliest that is needed. */
    private void wakeAt(long instant, TimerService timers) throws Exception {
        QueueState q = queue();
        if (q.wakeAt() > 0 && q.wakeAt() <= instant) {
            return;
        }
        if (q.wakeAt() > 0) {
            timers.deleteProcessingTimeTimer(q.wakeAt());
        }
        timers.registerProcessingTimeTimer(instant);
        queue.update(q.withWakeAt(instant));
    }

    /** Waits for sends in flight, so that an orderly stop leaves none without its receipt. */
    @Override
    public void close() throws Exception {
        if (inFlight != null && !inFlight.isEmpty()) {
            try {
                CompletableFuture.allOf(
                                inFlight.values().stream().map(f -> f.receipts).toArray(CompletableFuture[]::new))
                        .get(CLOSE_WAIT_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                LOG.warn("stopped with sends unsettled: count={}", inFlight.size());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (scribe != null) {
            scribe.shutdown();
        }
        if (context != null) {
            context.http().close();
        }
        if (ledger != null) {
            ledger.close();
        }
    }
}
