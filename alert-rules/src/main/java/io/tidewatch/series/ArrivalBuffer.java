package io.tidewatch.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * Messages that have come and are not counted yet. They wait until the grid passes the instant at which they came, so
 * that a reading is the same whether the job runs beside the platforms or catches up with them. Mutable.
 */
final class ArrivalBuffer {
    private record Arrival(SeriesMessage message, long cameAt) {
        long lateBy() {
            long lateBy = cameAt - message.time();
            return message.receivedAt() == 0
                    ? lateBy
                    : Math.min(lateBy, Math.max(0, message.receivedAt() - message.time()));
        }
    }

    private static final Comparator<Arrival> IN_TIME = Comparator.comparing(Arrival::message, SeriesMessage.IN_TIME);

    private final List<Arrival> waiting = new ArrayList<>();

    /** @param cameAt epoch milliseconds event time; taken to be no earlier than the message's event time */
    void add(SeriesMessage message, long cameAt) {
        waiting.add(new Arrival(message, Math.max(cameAt, message.time())));
    }

    /**
     * Hands over what came before an instant in order of event time; the rest goes on waiting.
     *
     * @param taker of the message and of how late it is, milliseconds: how much later than its event time it came, less what
     *     it waited for us after it had been received
     */
    void handOver(long at, ObjLongConsumer<SeriesMessage> taker) {
        waiting.sort(IN_TIME);
        int left = 0;
        for (int i = 0; i < waiting.size(); i++) {
            Arrival a = waiting.get(i);
            if (a.cameAt() >= at) {
                waiting.set(left++, a);
            } else {
                taker.accept(a.message(), a.lateBy());
            }
        }
        if (left < waiting.size()) {
            waiting.subList(left, waiting.size()).clear();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** @param look at the message and at when it came, epoch milliseconds event time */
    void each(ObjLongConsumer<SeriesMessage> look) {
        waiting.forEach(a -> look.accept(a.message(), a.cameAt()));
    }

    void pack(DataOutput out) throws IOException {
        SeriesCodec.messages(out, waiting.stream().map(Arrival::message).toList());
        for (Arrival a : waiting) {
            out.writeLong(a.cameAt());
        }
    }

    /** @param delayed false in codecs that took every message to have come at its event time */
    static ArrivalBuffer unpack(DataInput in, boolean delayed) throws IOException {
        ArrivalBuffer a = new ArrivalBuffer();
        for (SeriesMessage m : SeriesCodec.messages(in, delayed)) {
            a.add(m, m.time());
        }
        for (int i = 0; delayed && i < a.waiting.size(); i++) {
            a.waiting.set(i, new Arrival(a.waiting.get(i).message(), in.readLong()));
        }
        return a;
    }
}
