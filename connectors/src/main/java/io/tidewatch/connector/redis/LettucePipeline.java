package io.tidewatch.connector.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Batches over Lettuce: commands are queued, flushed once, and answered together. Redis 6.2 commands only. */
final class LettucePipeline implements RedisPipeline {
    private final StatefulRedisConnection<String, String> connection;
    private final RedisAsyncCommands<String, String> redis;
    private final long timeout;

    private LettucePipeline(StatefulRedisConnection<String, String> connection, long timeout) {
        this.connection = connection;
        this.timeout = timeout;
        redis = connection.async();
        connection.setAutoFlushCommands(false);
    }

    @Override
    public List<Answer> write(List<RedisWrite> batch) throws UnavailableException, InterruptedException {
        List<RedisFuture<?>> answers = new ArrayList<>(batch.size());
        try {
            for (RedisWrite w : batch) {
                answers.add(send(w));
            }
            connection.flushCommands();
        } catch (RedisException e) {
            throw new UnavailableException("not sent", e);
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
        for (RedisFuture<?> a : answers) {
            if (!a.await(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new UnavailableException("no answer within " + timeout + " ms", new RedisException("timeout"));
            }
        }
        List<Answer> results = new ArrayList<>(batch.size());
        for (RedisFuture<?> a : answers) {
            results.add(answer(a));
        }
        return results;
    }

    private RedisFuture<?> send(RedisWrite w) {
        return switch (w.op()) {
            case ZSET_REPLACE -> {
                redis.multi();
                redis.del(w.key());
                if (!w.scores().isEmpty()) {
                    redis.zadd(w.key(), scored(w));
                }
                yield redis.exec();
            }
            case HASH_REPLACE -> {
                redis.multi();
                redis.del(w.key());
                if (!w.fields().isEmpty()) {
                    redis.hset(w.key(), w.fields());
                }
                yield redis.exec();
            }
            case HASH_PUT -> redis.hset(w.key(), w.fields());
            case HASH_DELETE -> redis.hdel(w.key(), w.fields().keySet().toArray(String[]::new));
            case STREAM_ADD ->
                redis.xadd(
                        w.key(),
                        new XAddArgs().id(w.entryId()).maxlen(w.maxLength()).approximateTrimming(),
                        w.fields());
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ScoredValue<String>[] scored(RedisWrite w) {
        ScoredValue<String>[] values = new ScoredValue[w.scores().size()];
        int i = 0;
        for (var e : w.scores().entrySet()) {
            values[i++] = ScoredValue.just(e.getValue(), e.getKey());
        }
        return values;
    }

    private static Answer answer(RedisFuture<?> a) throws UnavailableException, InterruptedException {
        try {
            Object value = a.get();
            if (value instanceof TransactionResult t) {
                for (Object part : t) {
                    if (part instanceof RedisCommandExecutionException e) {
                        return refusal(e);
                    }
                }
            }
            return Answer.WRITTEN;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RedisCommandExecutionException refused) {
                return refusal(refused);
            }
            throw new UnavailableException("no answer", e.getCause() == null ? e : e.getCause());
        } catch (java.util.concurrent.CancellationException e) {
            throw new UnavailableException("cancelled", e);
        }
    }

    private static Answer refusal(RedisCommandExecutionException e) throws UnavailableException {
        String m = String.valueOf(e.getMessage());
        if (m.contains("equal or smaller than the target stream top item")) {
            return Answer.SUPERSEDED;
        }
        for (String passing : List.of(
                "LOADING",
                "READONLY",
                "BUSY",
                "OOM",
                "MISCONF",
                "MASTERDOWN",
                "CLUSTERDOWN",
                "TRYAGAIN",
                "NOAUTH",
                "NOREPLICAS",
                "EXECABORT")) {
            if (m.startsWith(passing)) {
                throw new UnavailableException(m, e);
            }
        }
        return Answer.REFUSED;
    }

    @Override
    public void close() {
        connection.closeAsync();
    }

    /** Connections of one writer. Reconnecting is the writer's: Lettuce would send half of a transaction again. */
    static final class Client implements Source {
        private final ClientResources resources;
        private final RedisClient client;
        private final RedisSettings settings;

        Client(RedisSettings settings) {
            this.settings = settings;
            resources = DefaultClientResources.builder()
                    .ioThreadPoolSize(2)
                    .computationThreadPoolSize(2)
                    .build();
            RedisURI uri = RedisURI.create(settings.url());
            uri.setTimeout(Duration.ofMillis(settings.timeout()));
            client = RedisClient.create(resources, uri);
            client.setOptions(ClientOptions.builder()
                    .autoReconnect(false)
                    .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .socketOptions(SocketOptions.builder()
                            .connectTimeout(Duration.ofMillis(settings.timeout()))
                            .build())
                    .build());
        }

        @Override
        public RedisPipeline connect() throws UnavailableException {
            try {
                return new LettucePipeline(client.connect(), settings.timeout());
            } catch (RedisException e) {
                throw new UnavailableException("not connected", e);
            }
        }

        @Override
        public void close() {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
            resources.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }
}
