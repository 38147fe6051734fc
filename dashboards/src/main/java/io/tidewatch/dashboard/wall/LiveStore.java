package io.tidewatch.dashboard.wall;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the live figures from Redis in one round trip. Redis may be away when the wall starts and may go and come back;
 * a read then fails within a second. Used by one thread.
 */
final class LiveStore implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMillis(900);
    private static final int STREAM_ENTRIES = 60;

    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(Delay.constant(Duration.ofSeconds(1)))
            .build();
    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, String> connection;

    LiveStore(String url) {
        RedisURI uri = RedisURI.create(url);
        uri.setTimeout(TIMEOUT);
        client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
                .timeoutOptions(TimeoutOptions.enabled(TIMEOUT))
                .build());
    }

    /** @throws RedisException when Redis does not answer in time or a key holds another type than it should */
    LiveFigures read() {
        StatefulRedisConnection<String, String> open = connection;
        if (open == null) {
            open = client.connect();
            connection = open;
        }
        RedisAsyncCommands<String, String> redis = open.async();
        RedisFuture<List<ScoredValue<String>>> five = redis.zrevrangeWithScores("tw:issues:5m", 0, -1);
        RedisFuture<List<ScoredValue<String>>> hour = redis.zrevrangeWithScores("tw:issues:1h", 0, -1);
        RedisFuture<List<ScoredValue<String>>> day = redis.zrevrangeWithScores("tw:issues:24h", 0, -1);
        RedisFuture<Map<String, String>> complaints = redis.hgetall("tw:complaints");
        RedisFuture<Map<String, String>> sentiment = redis.hgetall("tw:sentiment:1h");
        RedisFuture<Map<String, String>> sources = redis.hgetall("tw:sources");
        RedisFuture<Map<String, String>> incidents = redis.hgetall("tw:incidents:open");
        RedisFuture<Map<String, String>> learning = redis.hgetall("tw:learning");
        RedisFuture<List<StreamMessage<String, String>>> stream =
                redis.xrevrange("tw:stream", Range.unbounded(), Limit.from(STREAM_ENTRIES));
        if (!LettuceFutures.awaitAll(
                TIMEOUT, five, hour, day, complaints, sentiment, sources, incidents, learning, stream)) {
            throw new RedisException("no answer within " + TIMEOUT.toMillis() + " ms");
        }
        List<String> entries = new ArrayList<>();
        List<String> redactions = new ArrayList<>();
        for (StreamMessage<String, String> m : value(stream)) {
            String json = m.getBody().get("json");
            String type = m.getBody().getOrDefault("type", "feedback");
            if (json != null && (type.equals("feedback") || type.equals("redaction"))) {
                (type.equals("feedback") ? entries : redactions).add(json);
            }
        }
        return LiveFigures.read(
                counts(value(five)),
                counts(value(hour)),
                counts(value(day)),
                value(complaints),
                value(sentiment),
                value(sources),
                value(incidents),
                value(learning),
                entries,
                redactions);
    }

    private static <T> T value(CompletionStage<T> done) {
        return done.toCompletableFuture().join();
    }

    private static Map<String, Long> counts(List<ScoredValue<String>> scored) {
        Map<String, Long> out = new HashMap<>();
        for (ScoredValue<String> s : scored) {
            out.put(s.getValue(), Math.round(s.getScore()));
        }
        return out;
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        resources.shutdown(0, 2, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly(2_000);
    }
}
