package io.tidewatch.rule.file;

import io.tidewatch.yaml.YamlMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rules of one group share. */
record RuleGroup(@Nullable String owner, long intervalMs, long latenessMs, Limits limits) {
    static final Set<String> FIELDS = Set.of("name", "owner", "interval", "allowed_lateness", "limits", "rules");
    private static final long DEFAULT_INTERVAL_MS = 30_000;
    private static final long DEFAULT_LATENESS_MS = 120_000;

    /**
     * @param given false when nothing but defaults stands here
     */
    record Limits(int maxSeries, int maxAlerts, boolean given) {
        static final Limits DEFAULT = new Limits(20_000, 200, false);

        private static final long MAX = 10_000_000;

        /** Those under {@code limits}; parts that are not there are taken from {@code outer}. */
        static Limits read(YamlMap owner, Limits outer) {
            YamlMap map = owner.map("limits");
            if (map == null) {
                return outer;
            }
            map.allow(Set.of("max_series", "max_alerts")).refuseEmpty();
            return new Limits(
                    count(map, "max_series", outer.maxSeries), count(map, "max_alerts", outer.maxAlerts), true);
        }

        private static int count(YamlMap map, String key, int fallback) {
            long n = map.integer(key, fallback);
            if (n < 1 || n > MAX) {
                map.error(key, "'" + n + "', expected a number between 1 and " + MAX);
                return fallback;
            }
            return (int) n;
        }
    }

    static RuleGroup read(YamlMap group) {
        group.allow(FIELDS).refuseEmpty();
        long interval = group.duration("interval", DEFAULT_INTERVAL_MS);
        if (interval < 1_000) {
            group.error("interval", "expected at least 1s");
            interval = DEFAULT_INTERVAL_MS;
        }
        return new RuleGroup(
                group.string("owner"),
                interval,
                group.duration("allowed_lateness", DEFAULT_LATENESS_MS),
                Limits.read(group, Limits.DEFAULT));
    }
}
