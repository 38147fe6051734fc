package io.tidewatch.local.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.tidewatch.connector.redis.RedisSettings;
import io.tidewatch.connector.redis.RedisSink;
import io.tidewatch.connector.redis.RedisWrite;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import io.tidewatch.local.server.Ports;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our Redis sink against the real server. */
@ExtendWith(LocalServersExtension.class)
@Timeout(120)
class RedisSinkIT {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    @Test
    void shouldHoldTheAbsoluteValuesWhenEverythingIsWrittenTwice(LocalServers servers) throws Exception {
        List<RedisWrite> writes = List.of(
                RedisWrite.zset("it:z", Map.of("a", 1.0, "old", 9.0)),
                RedisWrite.hash("it:h", Map.of("old", "1")),
                RedisWrite.put("it:open", "e1", "{}"),
                RedisWrite.put("it:open", "e2", "{}"),
                RedisWrite.add("it:s", "5-0", Map.of("n", "五"), 100),
                RedisWrite.add("it:s", "6-0", Map.of("n", "六"), 100),
                RedisWrite.zset("it:z", Map.of("a", 2.5, "b", 1.0)),
                RedisWrite.hash("it:h", Map.of("浙江", "12")),
                RedisWrite.delete("it:open", List.of("e1")));

        write(servers.redisUrl(), writes);
        write(servers.redisUrl(), writes);

        try (RedisClient client = RedisClient.create(servers.redisUrl());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            assertThat(redis.zrangeWithScores("it:z", 0, -1))
                    .extracting(v -> v.getValue() + "=" + v.getScore())
                    .containsExactly("b=1.0", "a=2.5");
            assertThat(redis.hgetall("it:h")).isEqualTo(Map.of("浙江", "12"));
            assertThat(redis.hgetall("it:open")).isEqualTo(Map.of("e2", "{}"));
            assertThat(redis.xrange("it:s", Range.unbounded()))
                    .extracting(m -> m.getId() + "=" + m.getBody().get("n"))
                    .containsExactly("5-0=五", "6-0=六");
        }
    }

    @Test
    void shouldWriteTheRestWhenOneKeyHasAnotherType(LocalServers servers) throws Exception {
        try (RedisClient client = RedisClient.create(servers.redisUrl());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().set("it:string", "x");

            write(
                    servers.redisUrl(),
                    List.of(RedisWrite.put("it:string", "f", "v"), RedisWrite.put("it:after", "f", "v")));

            assertThat(connection.sync().hget("it:after", "f")).isEqualTo("v");
            assertThat(connection.sync().get("it:string")).isEqualTo("x");
        }
    }

    @Test
    void shouldFinishTheJobWhenRedisIsAway() throws Exception {
        RedisWrite[] writes = new RedisWrite[50_000];
        for (int i = 0; i < writes.length; i++) {
            writes[i] = RedisWrite.put("it:away", "f" + i, "v");
        }

        write("redis://127.0.0.1:" + Ports.free(1).get(0), List.of(writes));
    }

    private static void write(String url, List<RedisWrite> writes) throws Exception {
        StreamExecutionEnvironment env = Connected.environment("200ms").setParallelism(1);
        env.fromData(TypeInformation.of(RedisWrite.class), writes.toArray(RedisWrite[]::new))
                .uid("writes")
                .sinkTo(new RedisSink(RedisSettings.of(url)))
                .uid("sink");
        env.execute("redis-sink-it");
    }
}
