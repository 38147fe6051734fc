package io.tidewatch.dashboard.wall;

import io.tidewatch.dashboard.setup.Environment;
import io.tidewatch.time.LocalClock;

/** The wall by itself, configured by {@code TIDEWATCH_*} variables, until the process is ended. */
public final class WallMain {
    private WallMain() {}

    public static void main(String[] args) throws InterruptedException {
        Environment env = new Environment(System.getenv());
        WallServer wall = WallServer.start(new WallSettings(
                env.orElse("TIDEWATCH_WALL_BIND", "127.0.0.1"),
                Integer.parseInt(env.orElse("TIDEWATCH_WALL_PORT", "8088")),
                env.required("TIDEWATCH_REDIS_URL"),
                env.url("TIDEWATCH_ELASTICSEARCH_URL"),
                LocalClock.zone(env.orElse("TIDEWATCH_TIMEZONE", LocalClock.DEFAULT_ZONE.getId()))));
        Runtime.getRuntime().addShutdownHook(new Thread(wall::close, "wall-stop"));
        System.err.println("wall is at " + wall.url());
        Thread.currentThread().join();
    }
}
