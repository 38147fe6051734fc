package io.tidewatch.connector.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.testing.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RedisWriterThreadTest {
    private static final Eventually AWAIT = Eventually.within(Duration.ofSeconds(20));

    private final FakeRedis redis = new FakeRedis();
    private final RedisMetrics metrics = RedisMetrics.in(new UnregisteredMetricsGroup());
    private final RedisWriterThread thread =
            new RedisWriterThread(redis, new RedisSettings("redis://x", 100, 5, 100, 10, 4), metrics);

    @BeforeEach
    void start() {
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        thread.shutDown();
        thread.join(5_000);
    }

    @Test
    void shouldHaveWrittenAllWhenDrained() throws Exception {
        thread.add(RedisWrite.put("h", "a", "1"));
        thread.add(RedisWrite.put("h", "b", "2"));

        thread.drain(10_000);

        assertThat(redis.written).hasSize(2);
        assertThat(metrics.written().getCount()).isEqualTo(2);
    }

    @Test
    void shouldNotWaitWhenRedisIsAway() throws Exception {
        redis.away = true;
        thread.add(RedisWrite.put("h", "a", "1"));
        awaitFailures(1);

        long before = System.nanoTime();
        thread.drain(20_000);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(redis.written).isEmpty();
    }

    @Test
    void shouldWriteTheNewestValuesWhenRedisComesBack() throws Exception {
        redis.away = true;
        for (int i = 0; i < 10; i++) {
            thread.add(RedisWrite.zset("z", Map.of("a", (double) i)));
            thread.add(RedisWrite.add("s", i + "-0", Map.of("n", "" + i), 100));
        }
        awaitFailures(3);

        redis.away = false;

        AWAIT.see("four writes and none pending", () -> redis.written, w -> w.size() >= 4 && thread.pending() == 0);
        assertThat(redis.written)
                .contains(RedisWrite.zset("z", Map.of("a", 9.0)))
                .doesNotContain(RedisWrite.zset("z", Map.of("a", 8.0)));
        assertThat(redis.written).hasSizeLessThanOrEqualTo(4);
        assertThat(metrics.dropped().getCount()).isPositive();
    }

    @Test
    void shouldGoOnWhenTheConnectionThrowsABug() throws Exception {
        redis.bug = true;
        thread.add(RedisWrite.put("h", "a", "1"));
        awaitFailures(1);

        redis.bug = false;

        AWAIT.see("one write", () -> redis.written, w -> w.size() == 1);
    }

    private void awaitFailures(long atLeast) {
        AWAIT.see("failed writes, at least " + atLeast, () -> metrics.failures().getCount(), n -> n >= atLeast);
    }

    private static final class FakeRedis implements RedisPipeline.Source {
        volatile boolean away;
        volatile boolean bug;
        final List<RedisWrite> written = new CopyOnWriteArrayList<>();

        @Override
        public RedisPipeline connect() throws RedisPipeline.UnavailableException {
            check();
            return new RedisPipeline() {
                @Override
                public List<Answer> write(List<RedisWrite> batch) throws UnavailableException {
                    check();
                    written.addAll(batch);
                    return batch.stream().map(w -> Answer.WRITTEN).toList();
                }

                @Override
                public void close() {}
            };
        }

        private void check() throws RedisPipeline.UnavailableException {
            if (away) {
                throw new RedisPipeline.UnavailableException("away", new Exception());
            }
            if (bug) {
                throw new IllegalStateException("bug");
            }
        }

        @Override
        public void close() {}
    }
}
