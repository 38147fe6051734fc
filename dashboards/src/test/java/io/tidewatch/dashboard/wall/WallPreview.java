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
            new ElasticsearchHttp(elasticsearch, Duration.ofSeconds(60)).post("/_bulk?refresh=true", Scene.bulk(now));
        }
        try (RealRedis redis = new RealRedis()) {
            redis.run(r -> {
                switch (args[0]) {
                    case "surge" -> {
                        Scene.figures(r, now, "logistics.transit_delay", 7.5);
                        Scene.stream(r, now, Scene.TEXTS);
                        Scene.open(
                                r, Scene.incident("logistics.transit_delay", Severity.CRITICAL, now, 34, "open", "浙江"));
                    }
                    case "four" -> {
                        Scene.figures(r, now, "payment.failure", 5);
                        Scene.open(
                                r,
                                Scene.incident(
                                        "logistics.transit_delay", Severity.CRITICAL, now, 134, "acting", "浙江", "江苏"),
                                Scene.incident("payment.failure", Severity.CRITICAL, now, 12, "open", "广东"),
                                Scene.incident(
                                        "quality.expiry_or_short_weight",
                                        Severity.WARNING,
                                        now,
                                        48,
                                        "acknowledged",
                                        "内蒙古",
                                        "黑龙江",
                                        "上海"),
                                Scene.incident("app.crash", Severity.INFO, now, 5, "open", "unknown"),
                                Scene.incident("service.bot_loop", Severity.INFO, now, 3, "open", "北京"));
                    }
                    case "two" -> {
                        Scene.figures(r, now, "payment.failure", 5);
                        Scene.open(
                                r,
                                Scene.incident(
                                        "logistics.transit_delay", Severity.WARNING, now, 134, "acting", "浙江", "江苏"),
                                Scene.incident("payment.failure", Severity.WARNING, now, 12, "open", "广东"));
                    }
                    case "calm" -> {
                        Scene.figures(r, now, "none", 1);
                        Scene.stream(r, now, Scene.TEXTS);
                    }
                    case "late" -> {
                        Scene.figures(r, now, "none", 1);
                        Scene.sources(r, now, 130_000);
                    }
                    default -> {}
                }
            });
            try (WallServer wall =
                    WallServer.start(new WallSettings("127.0.0.1", 0, redis.url(), elasticsearch, Scene.taxonomy()))) {
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
