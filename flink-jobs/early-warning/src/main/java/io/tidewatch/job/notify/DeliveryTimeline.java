package io.tidewatch.job.notify;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.connector.notify.Senders;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.notify.Dispatch;
import io.tidewatch.notify.DispatchTimeline.Notified;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.Receiver;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.PushMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When pushes would have been delivered had receivers answered as {@link Outage}s say: the queue of {@link
 * DeliverFunction} in virtual time, by its own {@link Outbox} and {@link QueueState} and by the senders' reading of
 * answers. Nothing is sent.
 */
public final class DeliveryTimeline {
    private static final PushMessage NO_MESSAGE = new PushMessage(new Bilingual("", ""), List.of());

    /**
     * How a receiver answers for a while; at any other time it takes what it is sent.
     *
     * @param from epoch milliseconds
     * @param until epoch milliseconds, itself left out
     * @param errcode the vendor's own code; null when the answer holds none
     */
    public record Outage(
            String receiver,
            long from,
            long until,
            int http,
            @Nullable Integer errcode) {
        private Delivery answer(Channel channel) {
            String body = errcode == null ? "{}" : "{\"errcode\":" + errcode + "}";
            return Senders.classify(channel.type(), new Outbound.Answer(http, body, 0));
        }
    }

    private record Delivered(Notified notified, long at) {}

    private final NotifyConfig config;
    private final List<Outage> outages;
    private final long end;

    private DeliveryTimeline(NotifyConfig config, List<Outage> outages, long end) {
        this.config = config;
        this.outages = outages;
        this.end = end;
    }

    /**
     * @param decided notifications, in order of time
     * @param end last instant at which anything is sent, epoch milliseconds
     * @return what was delivered by then, each once, by the first of the receiver's channels that took it, in order of time
     */
    public static List<Notified> of(NotifyConfig config, List<Notified> decided, List<Outage> outages, long end) {
        DeliveryTimeline timeline = new DeliveryTimeline(config, outages, end);
        Map<Notified, Long> first = new HashMap<>();
        Set<String> receivers = new HashSet<>();
        decided.forEach(t -> receivers.add(t.receiver()));
        for (String receiver : receivers) {
            List<Notified> own =
                    decided.stream().filter(t -> t.receiver().equals(receiver)).toList();
            Receiver r = Objects.requireNonNull(config.receivers().get(receiver));
            for (int channel = 0; channel < r.channels().size(); channel++) {
                timeline.play(own, channel).forEach(d -> first.merge(d.notified(), d.at(), Math::min));
            }
        }
        return first.entrySet().stream()
                .map(e -> new Notified(e.getValue(), e.getKey().notification()))
                .sorted(Comparator.comparingLong(Notified::at)
                        .thenComparing(Notified::receiver)
                        .thenComparing(Notified::reason)
                        .thenComparing(t -> t.incident().id())
                        .thenComparing(Notified::discriminator))
                .toList();
    }

    private List<Delivered> play(List<Notified> decided, int channel) {
        List<Delivered> delivered = new ArrayList<>();
        List<Outgoing> waiting = new ArrayList<>();
        Map<String, Notified> byDelivery = new HashMap<>();
        QueueState queue = QueueState.FRESH;
        long now = Long.MIN_VALUE;
        int next = 0;
        while (true) {
            long comes = next < decided.size() ? decided.get(next).at() : Long.MAX_VALUE;
            long goes = waiting.isEmpty() ? Long.MAX_VALUE : Math.max(now, queue.freeAt(0, now));
            now = Math.min(comes, goes);
            if (now > end) {
                return delivered;
            }
            if (comes < goes) {
                Push push = push(decided.get(next), channel);
                byDelivery.put(push.delivery(), decided.get(next++));
                waiting.removeIf(o -> Outbox.isSuperseded(o.push(), push));
                waiting.add(new Outgoing(push, 0));
                continue;
            }
            Outgoing o = Objects.requireNonNull(Outbox.next(waiting));
            waiting.remove(o);
            if (now - o.push().createdAt() >= Outbox.KEEP_MS) {
                continue;
            }
            Delivery d = answer(o.push(), now);
            switch (d.outcome()) {
                case DELIVERED -> {
                    delivered.add(new Delivered(
                            Objects.requireNonNull(byDelivery.get(o.push().delivery())), now));
                    queue = queue.succeeded();
                }
                case RETRY -> {
                    waiting.add(new Outgoing(o.push(), o.attempts() + 1));
                    queue = queue.failed(d.retryAfterMs(), now);
                }
                case REJECTED -> queue = queue.succeeded();
                case GONE -> {
                    return delivered;
                }
            }
        }
    }

    private Delivery answer(Push push, long now) {
        Channel channel = Objects.requireNonNull(config.receivers().get(push.receiver()))
                .channels()
                .get(push.channel());
        for (Outage o : outages) {
            if (o.receiver().equals(push.receiver()) && now >= o.from() && now < o.until()) {
                return o.answer(channel);
            }
        }
        return Delivery.delivered(0);
    }

    private static Push push(Notified t, int channel) {
        String delivery = Dispatch.deliveryId(t.incident().id(), t.receiver(), channel, t.reason(), t.discriminator());
        return new Push(delivery, t.receiver(), channel, t.reason(), "", "zh", t.incident(), NO_MESSAGE, t.at());
    }
}
