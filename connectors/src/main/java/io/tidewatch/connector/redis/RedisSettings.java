package io.tidewatch.connector.redis;

import io.lettuce.core.RedisURI;
import java.io.Serializable;

/**
 * How to reach Redis.
 *
 * @param url {@code redis://[user:password@]host:port[/database]}
 * @param batchSize writes per pipeline
 * @param linger longest wait of a write for company, milliseconds
 * @param timeout longest wait for an answer or a connection, milliseconds
 * @param reconnect pause between two attempts to connect, milliseconds
 * @param capacity values kept while Redis is away
 */
public record RedisSettings(String url, int batchSize, long linger, long timeout, long reconnect, int capacity)
        implements Serializable {
    public RedisSettings {
        try {
            RedisURI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("redis url: expected redis://[user:password@]host:port[/database]", e);
        }
    }

    public static RedisSettings of(String url) {
        return new RedisSettings(url, 1_000, 50, 5_000, 1_000, 20_000);
    }

    /** Without the password. */
    @Override
    public String toString() {
        RedisURI uri = RedisURI.create(url);
        return "RedisSettings[" + uri.getHost() + ":" + uri.getPort() + "/" + uri.getDatabase() + "]";
    }
}
