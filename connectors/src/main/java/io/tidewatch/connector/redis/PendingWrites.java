package io.tidewatch.connector.redis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is still to be written: the newest value per key, or per field of a hash, and stream entries in order. Bounded;
 * when full, the oldest goes. Not thread-safe.
 */
final class PendingWrites {
    /** Key → slot → write. A slot is a field of a hash, a stream entry's id, or the whole key. */
    private final Map<String, Map<String, RedisWrite>> byKey = new LinkedHashMap<>();

    private final int capacity;
    private int size;

    PendingWrites(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return size;
    }

    /** @return how many older writes were dropped because it is full */
    int put(RedisWrite write) {
        switch (write.op()) {
            case ZSET_REPLACE, HASH_REPLACE -> {
                Map<String, RedisWrite> slots = byKey.remove(write.key());
                size -= slots == null ? 0 : slots.size();
                store(write, "");
            }
            case STREAM_ADD -> store(write, write.entryId());
            case HASH_PUT, HASH_DELETE ->
                write.fields()
                        .forEach((field, value) -> store(
                                new RedisWrite(write.op(), write.key(), Map.of(field, value), Map.of(), "", 0),
                                '.' + field));
        }
        int dropped = 0;
        while (size > capacity) {
            takeOldest();
            dropped++;
        }
        return dropped;
    }

    private void store(RedisWrite write, String slot) {
        Map<String, RedisWrite> slots = byKey.computeIfAbsent(write.key(), k -> new LinkedHashMap<>());
        // A replaced value moves to the end, so that it is written after a replacement of its whole hash.
        size += slots.remove(slot) == null ? 1 : 0;
        slots.put(slot, write);
    }

    /** Up to {@code max} writes, oldest key first; within a key in order. */
    List<RedisWrite> take(int max) {
        List<RedisWrite> taken = new ArrayList<>(Math.min(max, size));
        while (size > 0 && taken.size() < max) {
            taken.add(takeOldest());
        }
        return taken;
    }

    private RedisWrite takeOldest() {
        Iterator<Map<String, RedisWrite>> keys = byKey.values().iterator();
        Map<String, RedisWrite> slots = keys.next();
        Iterator<RedisWrite> oldest = slots.values().iterator();
        RedisWrite write = oldest.next();
        oldest.remove();
        if (slots.isEmpty()) {
            keys.remove();
        }
        size--;
        return write;
    }

    /**
     * Puts back what could not be written, before all that came since.
     *
     * @return how many writes were dropped because it is full
     */
    int giveBack(List<RedisWrite> failed) {
        List<RedisWrite> newer = take(size);
        int dropped = 0;
        for (RedisWrite w : failed) {
            dropped += put(w);
        }
        for (RedisWrite w : newer) {
            dropped += put(w);
        }
        return dropped;
    }
}
