package io.tidewatch.feedback.shared;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which ids of one source stand for many: a value of author, customer or order that {@value #MIN_MESSAGES} messages of the
 * last 24 hours carry, and one in {@value #PART} of all the source's, behind which {@value FewHashes#MANY} others stand. Behind an
 * author stand the customers, or the orders, of the messages with it; behind a customer the orders or the authors; behind
 * an order the customers or the authors.
 *
 * <p>Messages are collected by slots of {@value #SLOT_MS} milliseconds, by when they came, and taken when the slot has passed,
 * so their order does not matter. A value is found at the end of any slot; whether it still is one is looked at on the hour.
 * The 24 hours are the running one and the 23 before, on the hour the last 24. Of a value of which in some hour fewer than
 * one message in {@value IdCounts#SHARE} was, that hour is not kept; so an hour keeps few values however many there are. Mutable.
 */
public final class SharedIds {
    /** Distance of the instants at which a source is looked at, milliseconds. */
    public static final long SLOT_MS = 60_000;
    /** There is nothing to look at before more messages come. */
    public static final long NEVER = Long.MAX_VALUE;

    static final int MIN_MESSAGES = 200;
    static final int PART = 5;
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final byte CODEC = 1;

    private static final Comparator<SharedId> ORDER =
            Comparator.comparing(SharedId::field).thenComparing(SharedId::value);

    /** End of the slot → what came in it. */
    private final TreeMap<Long, IdCounts> waiting = new TreeMap<>();
    /** End of the hour → what came in it. */
    private final TreeMap<Long, IdCounts> hours = new TreeMap<>();
    /** By field: value → messages in all hours. */
    private final List<Map<String, Integer>> sums = new ArrayList<>(IdField.COUNT);
    /** By field: value → what was found last. */
    private final List<Map<String, SharedId>> open = new ArrayList<>(IdField.COUNT);

    private long messages;
    private long lookedAt = Long.MIN_VALUE;

    public SharedIds() {
        for (int i = 0; i < IdField.COUNT; i++) {
            sums.add(new HashMap<>());
            open.add(new HashMap<>());
        }
    }

    /** End of the slot that an instant lies in. */
    public static long slotOf(long instant) {
        return endOf(instant, SLOT_MS);
    }

    private static long endOf(long instant, long length) {
        return Math.floorDiv(instant + length - 1, length) * length;
    }

    /**
     * Notes messages that came in one slot, or some of them.
     *
     * @param slot end of the slot, epoch milliseconds
     * @param counts not to be changed afterwards
     */
    public void add(long slot, IdCounts counts) {
        IdCounts known = waiting.putIfAbsent(slot, counts);
        if (known == null) {
            return;
        }
        known.addMessages(counts);
        for (int i = 0; i < IdField.COUNT; i++) {
            known.add(counts, IdField.at(i), (v, n) -> {});
        }
    }

    /**
     * Looks at the source at the end of a slot or an hour.
     *
     * @param source its name
     * @return what has been found or has ended since; on the hour also what stands, with the figures of now
     */
    public List<SharedId> look(String source, long at) {
        boolean onTheHour = endOf(at, HOUR_MS) != endOf(lookedAt, HOUR_MS) || at % HOUR_MS == 0;
        forget(endOf(at, HOUR_MS) - DAY_MS);
        List<Set<String>> came = take(at);
        if (onTheHour) {
            close(at);
        }
        lookedAt = at;
        List<SharedId> found = new ArrayList<>();
        for (int i = 0; i < IdField.COUNT; i++) {
            IdField field = IdField.at(i);
            Set<String> looked = onTheHour ? sums.get(i).keySet() : came.get(i);
            for (String value : looked) {
                if (!open.get(i).containsKey(value) && standsForMany(field, value)) {
                    found.add(now(source, field, value, at, at, SharedId.OPEN));
                }
            }
            if (onTheHour) {
                for (SharedId known : open.get(i).values()) {
                    boolean stands = standsForMany(field, known.value());
                    found.add(now(source, field, known.value(), at, known.from(), stands ? SharedId.OPEN : at));
                }
            }
        }
        for (SharedId id : found) {
            if (id.until() == SharedId.OPEN) {
                open.get(id.field().ordinal()).put(id.value(), id);
            } else {
                open.get(id.field().ordinal()).remove(id.value());
            }
        }
        found.sort(ORDER);
        return found;
    }

    private SharedId now(String source, IdField field, String value, long at, long from, long until) {
        return new SharedId(source, field, value, from, until, at, sum(field, value), messages);
    }

    private int sum(IdField field, String value) {
        return sums.get(field.ordinal()).getOrDefault(value, 0);
    }

    private boolean standsForMany(IdField field, String value) {
        int n = sum(field, value);
        if (n < MIN_MESSAGES || (long) n * PART < messages) {
            return false;
        }
        IdCount day = new IdCount();
        for (IdCounts hour : hours.values()) {
            IdCount count = hour.of(field).get(value);
            if (count != null) {
                day.add(count);
            }
            if (day.standsForMany()) {
                return true;
            }
        }
        return false;
    }

    /** Leaves out the hours that ended at an instant or before. */
    private void forget(long until) {
        Map<Long, IdCounts> old = hours.headMap(until, true);
        for (IdCounts hour : old.values()) {
            messages -= hour.messages();
            for (int i = 0; i < IdField.COUNT; i++) {
                IdField field = IdField.at(i);
                hour.of(field).forEach((value, count) -> subtract(field, value, count.messages()));
            }
        }
        old.clear();
    }

    /** @return by field: the values that came and have messages enough */
    private List<Set<String>> take(long at) {
        List<Set<String>> came = new ArrayList<>(IdField.COUNT);
        for (int i = 0; i < IdField.COUNT; i++) {
            came.add(new HashSet<>());
        }
        Map<Long, IdCounts> due = waiting.headMap(at, true);
        due.forEach((slot, counts) -> {
            if (endOf(slot, HOUR_MS) > endOf(at, HOUR_MS) - DAY_MS) {
                take(counts, hours.computeIfAbsent(endOf(slot, HOUR_MS), k -> new IdCounts()), came);
            }
        });
        due.clear();
        return came;
    }

    private void take(IdCounts slot, IdCounts hour, List<Set<String>> came) {
        messages += slot.messages();
        hour.addMessages(slot);
        for (int i = 0; i < IdField.COUNT; i++) {
            IdField field = IdField.at(i);
            Map<String, Integer> sum = sums.get(i);
            Set<String> values = came.get(i);
            slot.of(field).forEach((value, count) -> {
                if (sum.merge(value, count.messages(), Integer::sum) >= MIN_MESSAGES) {
                    values.add(value);
                }
            });
            hour.add(slot, field, (value, n) -> subtract(field, value, n));
        }
    }

    /** Keeps of the hours that have passed only what may matter. */
    private void close(long at) {
        for (IdCounts hour : hours.headMap(at, true).values()) {
            for (int i = 0; i < IdField.COUNT; i++) {
                IdField field = IdField.at(i);
                hour.thin(field, (value, n) -> subtract(field, value, n));
            }
        }
    }

    private void subtract(IdField field, String value, int n) {
        sums.get(field.ordinal()).computeIfPresent(value, (v, sum) -> sum > n ? sum - n : null);
    }

    /** The next instant at which to look although nothing has come; {@link #NEVER} when nothing is known of the source. */
    public long nextLook(long at) {
        return isEmpty() ? NEVER : endOf(at + 1, HOUR_MS);
    }

    /** True when nothing is known of the source. */
    public boolean isEmpty() {
        return waiting.isEmpty() && hours.isEmpty() && open.stream().allMatch(Map::isEmpty);
    }

    /** How many values are kept, each for each hour and slot. */
    int size() {
        int size = 0;
        for (int i = 0; i < IdField.COUNT; i++) {
            IdField field = IdField.at(i);
            size += sums.get(i).size();
            size += hours.values().stream().mapToInt(h -> h.of(field).size()).sum();
            size += waiting.values().stream().mapToInt(h -> h.of(field).size()).sum();
        }
        return size;
    }

    public void pack(DataOutput out) throws IOException {
        out.writeByte(CODEC);
        out.writeLong(lookedAt);
        pack(out, waiting);
        pack(out, hours);
        for (Map<String, SharedId> found : open) {
            out.writeInt(found.size());
            for (SharedId id : found.values()) {
                IdCounts.text(out, id.source());
                IdCounts.text(out, id.value());
                out.writeLong(id.from());
                out.writeLong(id.asOf());
                out.writeLong(id.messages());
                out.writeLong(id.of());
            }
        }
    }

    private static void pack(DataOutput out, Map<Long, IdCounts> counts) throws IOException {
        out.writeInt(counts.size());
        for (Map.Entry<Long, IdCounts> e : counts.entrySet()) {
            out.writeLong(e.getKey());
            e.getValue().pack(out);
        }
    }

    /** @throws IllegalStateException for bytes of a codec that is not known */
    public static SharedIds unpack(DataInput in) throws IOException {
        byte codec = in.readByte();
        if (codec != CODEC) {
            throw new IllegalStateException("shared ids codec: " + codec + ", expected " + CODEC);
        }
        SharedIds ids = new SharedIds();
        ids.lookedAt = in.readLong();
        unpack(in, ids.waiting);
        unpack(in, ids.hours);
        for (int i = 0; i < IdField.COUNT; i++) {
            for (int n = in.readInt(); n > 0; n--) {
                SharedId id = open(in, IdField.at(i));
                ids.open.get(i).put(id.value(), id);
            }
        }
        for (IdCounts hour : ids.hours.values()) {
            ids.messages += hour.messages();
            for (int i = 0; i < IdField.COUNT; i++) {
                Map<String, Integer> sum = ids.sums.get(i);
                hour.of(IdField.at(i)).forEach((value, count) -> sum.merge(value, count.messages(), Integer::sum));
            }
        }
        return ids;
    }

    private static SharedId open(DataInput in, IdField field) throws IOException {
        String source = IdCounts.text(in);
        String value = IdCounts.text(in);
        long from = in.readLong();
        long asOf = in.readLong();
        return new SharedId(source, field, value, from, SharedId.OPEN, asOf, in.readLong(), in.readLong());
    }

    private static void unpack(DataInput in, Map<Long, IdCounts> into) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            into.put(in.readLong(), IdCounts.unpack(in));
        }
    }
}
