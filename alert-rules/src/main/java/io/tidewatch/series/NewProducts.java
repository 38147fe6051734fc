package io.tidewatch.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which products are new, how much is said of them, and how many of the messages on all others complain of each issue.
 *
 * <p>New is a product of which nothing was heard in a week of listening, and then for two weeks. What is usual of the others has a
 * half-life of {@value #HALF_LIFE_DAYS} days; what is said of new ones is no part of it, so a launch is not its own measure. Of at
 * most {@value #MOST} products, those heard last, it is known when they were heard; one that was not for 60 days is forgotten.
 *
 * <p>Counts are collected by slots and taken when the slot has passed, so their order does not matter. Mutable.
 */
public final class NewProducts {
    /** Milliseconds. */
    public static final long SLOT_MS = 5 * 60_000L;

    /** Stands for any message on a product where else an issue is, which it complains of. */
    public static final String MESSAGE = "";

    private static final long DAY_MS = 24 * 3_600_000L;
    private static final long LISTENED_MS = 7 * DAY_MS;
    private static final long NEW_MS = 14 * DAY_MS;
    private static final long FORGOTTEN_MS = 60 * DAY_MS;
    private static final long RATES_EVERY_MS = 3_600_000L;
    private static final int HALF_LIFE_DAYS = 28;
    private static final int MOST = 20_000;
    /** From fewer messages nothing is known of what is usual. */
    private static final double LEAST_MESSAGES = 100;

    private static final byte CODEC = 1;

    private record Known(long first, long last) {}

    /** End of slot → product → issue or {@link #MESSAGE} → messages. */
    private final TreeMap<Long, TreeMap<String, TreeMap<String, Long>>> slots = new TreeMap<>();

    private final TreeMap<String, Known> products = new TreeMap<>();
    private final TreeMap<String, Double> usual = new TreeMap<>();
    private double messages;
    /** The first slot, its end, epoch milliseconds; 0 before. */
    private long since;

    private long decayedAt;
    private long ratesAt;

    /** The end of the slot of an instant, epoch milliseconds. */
    public static long slotOf(long instant) {
        return Math.floorDiv(instant + SLOT_MS - 1, SLOT_MS) * SLOT_MS;
    }

    /**
     * Notes messages of one slot on one product.
     *
     * @param slot end of the slot in which they came, epoch milliseconds
     * @param issue that they complain of; {@link #MESSAGE} for all messages
     */
    public void add(long slot, String product, String issue, long count) {
        slots.computeIfAbsent(slot, k -> new TreeMap<>())
                .computeIfAbsent(product, k -> new TreeMap<>())
                .merge(issue, count, Long::sum);
    }

    /**
     * Takes the slots up to an instant.
     *
     * @param at end of a slot, epoch milliseconds
     * @return null when nothing was said of any new product, or it is not known what is usual
     */
    public @Nullable LaunchSlot look(long at) {
        TreeMap<String, Map<String, Long>> said = new TreeMap<>();
        for (Map.Entry<Long, TreeMap<String, TreeMap<String, Long>>> slot :
                slots.headMap(at, true).entrySet()) {
            take(slot.getKey(), slot.getValue(), said);
        }
        slots.headMap(at, true).clear();
        forget();
        if (said.isEmpty() || messages < LEAST_MESSAGES) {
            return null;
        }
        TreeMap<String, Double> rates = new TreeMap<>();
        if (at - ratesAt >= RATES_EVERY_MS) {
            ratesAt = at;
            usual.forEach((issue, n) -> rates.put(issue, Math.min(1, n / messages)));
        }
        List<ProductCount> counts = new ArrayList<>();
        said.forEach(
                (product, byIssue) -> byIssue.forEach((issue, n) -> counts.add(new ProductCount(product, issue, n))));
        return new LaunchSlot(at, counts, rates);
    }

    private void take(long at, Map<String, ? extends Map<String, Long>> counts, Map<String, Map<String, Long>> said) {
        since = since == 0 ? at : since;
        decay(at);
        counts.forEach((product, byIssue) -> {
            Known before = products.get(product);
            Known now = new Known(before == null ? at : before.first, Math.max(at, before == null ? at : before.last));
            products.put(product, now);
            boolean isNew = now.first - since >= LISTENED_MS && at - now.first < NEW_MS;
            byIssue.forEach((issue, n) -> {
                if (isNew) {
                    said.computeIfAbsent(product, k -> new TreeMap<>()).merge(issue, n, Long::sum);
                } else if (issue.equals(MESSAGE)) {
                    messages += n;
                } else {
                    usual.merge(issue, (double) n, Double::sum);
                }
            });
        });
    }

    private void decay(long at) {
        if (at - decayedAt < DAY_MS) {
            return;
        }
        double kept = decayedAt == 0 ? 1 : Math.pow(2, -(at - decayedAt) / (double) (HALF_LIFE_DAYS * DAY_MS));
        decayedAt = at;
        messages *= kept;
        usual.replaceAll((issue, n) -> n * kept);
        products.values().removeIf(k -> k.last < at - FORGOTTEN_MS);
    }

    private void forget() {
        if (products.size() > MOST) {
            List<String> longestUnheard = products.entrySet().stream()
                    .sorted(Comparator.comparingLong((Map.Entry<String, Known> e) -> e.getValue().last)
                            .thenComparing(Map.Entry::getKey))
                    .limit(products.size() - MOST)
                    .map(Map.Entry::getKey)
                    .toList();
            longestUnheard.forEach(products::remove);
        }
    }

    public void pack(DataOutput out) throws IOException {
        out.writeByte(CODEC);
        out.writeLong(since);
        out.writeLong(decayedAt);
        out.writeLong(ratesAt);
        out.writeDouble(messages);
        SeriesCodec.count(out, usual.size());
        for (Map.Entry<String, Double> e : usual.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeDouble(e.getValue());
        }
        SeriesCodec.count(out, products.size());
        for (Map.Entry<String, Known> e : products.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeLong(e.getValue().first);
            out.writeLong(e.getValue().last);
        }
        SeriesCodec.count(out, slots.size());
        for (Map.Entry<Long, TreeMap<String, TreeMap<String, Long>>> slot : slots.entrySet()) {
            out.writeLong(slot.getKey());
            SeriesCodec.count(out, slot.getValue().size());
            for (Map.Entry<String, TreeMap<String, Long>> p : slot.getValue().entrySet()) {
                out.writeUTF(p.getKey());
                SeriesCodec.count(out, p.getValue().size());
                for (Map.Entry<String, Long> i : p.getValue().entrySet()) {
                    out.writeUTF(i.getKey());
                    SeriesCodec.count(out, i.getValue());
                }
            }
        }
    }

    /** @throws IllegalStateException for bytes of a codec that is not known */
    public static NewProducts unpack(DataInput in) throws IOException {
        byte codec = in.readByte();
        if (codec != CODEC) {
            throw new IllegalStateException("codec of new products: " + codec + ", expected " + CODEC);
        }
        NewProducts p = new NewProducts();
        p.since = in.readLong();
        p.decayedAt = in.readLong();
        p.ratesAt = in.readLong();
        p.messages = in.readDouble();
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            p.usual.put(in.readUTF(), in.readDouble());
        }
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            p.products.put(in.readUTF(), new Known(in.readLong(), in.readLong()));
        }
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            long slot = in.readLong();
            for (long m = SeriesCodec.count(in); m > 0; m--) {
                String product = in.readUTF();
                for (long k = SeriesCodec.count(in); k > 0; k--) {
                    p.add(slot, product, in.readUTF(), SeriesCodec.count(in));
                }
            }
        }
        return p;
    }
}
