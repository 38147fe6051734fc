package io.tidewatch.connector.redis;

/** What is done to a key. */
public enum RedisOp {
    /** The sorted set becomes exactly {@code scores}; readers see the old or the new one. */
    ZSET_REPLACE,
    /** The hash becomes exactly {@code fields}; readers see the old or the new one. */
    HASH_REPLACE,
    /** {@code fields} are set, others stay. */
    HASH_PUT,
    /** The names in {@code fields} are removed, others stay. */
    HASH_DELETE,
    /** An entry with an explicit id; ignored when the id is not above the newest. */
    STREAM_ADD
}
