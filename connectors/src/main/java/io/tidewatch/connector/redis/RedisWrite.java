package io.tidewatch.connector.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One absolute value to be shown. Writing it twice, or an older one before a newer one, ends in the same state.
 *
 * @param fields for hashes and streams; empty otherwise
 * @param scores for sorted sets; empty otherwise
 * @param entryId of a stream entry, {@code <millis>-<number>}; empty otherwise
 * @param maxLength a stream is trimmed to about this many entries
 */
public record RedisWrite(
        RedisOp op,
        String key,
        Map<String, String> fields,
        Map<String, Double> scores,
        String entryId,
        long maxLength) {

    /** An empty map removes the key. */
    public static RedisWrite zset(String key, Map<String, Double> scores) {
        return new RedisWrite(RedisOp.ZSET_REPLACE, key, Map.of(), scores, "", 0);
    }

    /** An empty map removes the key. */
    public static RedisWrite hash(String key, Map<String, String> fields) {
        return new RedisWrite(RedisOp.HASH_REPLACE, key, fields, Map.of(), "", 0);
    }

    public static RedisWrite put(String key, String field, String value) {
        return new RedisWrite(RedisOp.HASH_PUT, key, Map.of(field, value), Map.of(), "", 0);
    }

    public static RedisWrite delete(String key, List<String> names) {
        Map<String, String> fields = new HashMap<>();
        names.forEach(n -> fields.put(n, ""));
        return new RedisWrite(RedisOp.HASH_DELETE, key, fields, Map.of(), "", 0);
    }

    /**
     * One stream must be written by one subtask: Redis ignores an id that is not above the newest.
     *
     * @param entryId {@code <millis>-<number>}, rising
     */
    public static RedisWrite add(String key, String entryId, Map<String, String> fields, long maxLength) {
        return new RedisWrite(RedisOp.STREAM_ADD, key, fields, Map.of(), entryId, maxLength);
    }
}
