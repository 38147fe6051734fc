package io.tidewatch.dashboard.wall;

import io.tidewatch.alert.Severity;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import java.time.Clock;
import java.time.Duration;

/** Shows a scene in a browser: {@code WallPreview SCENE [ELASTICSEARCH_URL]}, ends with the end of its input. */
final class WallPreview {
    private WallPreview() {}

    public static void main(String[] args) throws Exception {
        String elasticsearch = args.length > 1 ? args[1] : "http://127.0.0.1:1";
        long now = Clock.systemUTC().millis();
        if (args.length > 1) {
            IndexTemplates.install(elasticsearch);
            new ElasticsearchHttp(elasticsearch, Duration.ofSeconds(60))
                    .post("/_bulk?refresh=true", WallScene.bulk(now));
        }
        try (RealRedis redis = new RealRedis()) {
            redis.run(r -> {
                switch (args[0]) {
                    case "surge" -> {
                        WallScene.figures(r, now, "logistics.transit_delay", 7.5);
                        WallScene.stream(r, now, WallScene.TEXTS);
                        WallScene.open(
                                r,
                                WallScene.incident(
                                        "logistics.transit_delay", Severity.CRITICAL, now, 34, "open", "浙江"));
                    }
                    case "four" -> {
                        WallScene.figures(r, now, "payment.failure", 5);
                        WallScene.open(
                                r,
                                WallScene.incident(
                                        "logistics.transit_delay", Severity.CRITICAL, now, 134, "acting", "浙江", "江苏"),
                                WallScene.incident("payment.failure", Severity.CRITICAL, now, 12, "open", "广东"),
                                WallScene.incident(
                                        "quality.expiry_or_short_weight",
                                        Severity.WARNING,
                                        now,
                                        48,
                                        "acknowledged",
                                        "内蒙古",
                                        "黑龙江",
                                        "上海"),
                                WallScene.incident("app.crash", Severity.INFO, now, 5, "open", "unknown"),
                                WallScene.incident("service.bot_loop", Severity.INFO, now, 3, "open", "北京"));
                    }
                    case "two" -> {
                        WallScene.figures(r, now, "payment.failure", 5);
                        WallScene.open(
                                r,
                                WallScene.incident(
                                        "logistics.transit_delay", Severity.WARNING, now, 134, "acting", "浙江", "江苏"),
                                WallScene.incident("payment.failure", Severity.WARNING, now, 12, "open", "广东"));
                    }
                    case "calm" -> {
                        WallScene.figures(r, now, "none", 1);
                        WallScene.stream(r, now, WallScene.TEXTS);
                    }
                    case "learning" -> {
                        WallScene.figures(r, now, "none", 1);
                        WallScene.learning(r, 2);
                    }
                    case "imported" -> WallScene.imported(r, now);
                    case "late" -> {
                        WallScene.figures(r, now, "none", 1);
                        WallScene.sources(r, now, 130_000);
                    }
                    default -> {}
                }
            });
            try (WallServer wall = WallServer.start(
                    new WallSettings("127.0.0.1", 0, redis.url(), elasticsearch, WallScene.taxonomy()))) {
                System.out.println(wall.url());
                for (int c = System.in.read(); c >= 0; c = System.in.read()) {
                    if (c == 'r') {
                        redis.stop();
                    }
                }
            }
        }
    }
}
