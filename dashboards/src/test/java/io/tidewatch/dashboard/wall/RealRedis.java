package io.tidewatch.dashboard.wall;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A Redis of one's own on a free port. */
final class RealRedis implements AutoCloseable {
    private final int port;
    private RedisServer server;

    RealRedis() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        start();
    }

    void start() throws IOException {
        server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
    }

    void stop() throws IOException {
        server.stop();
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Runs commands on a connection of their own. */
    void run(java.util.function.Consumer<RedisCommands<String, String>> commands) {
        RedisClient client = RedisClient.create(url());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            commands.accept(connection.sync());
        } finally {
            client.shutdown(0, 1, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
