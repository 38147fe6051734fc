package io.tidewatch.rule.file;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tidewatch.yaml.YamlMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the rules of one group share.
 *
 * @param latenessMs null when the group does not say
 */
record RuleGroup(
        @Nullable String owner, long intervalMs, @Nullable Long latenessMs, Limits limits) {
    static final Set<String> FIELDS = Set.of("name", "owner", "interval", "allowed_lateness", "limits", "rules");
    private static final long DEFAULT_INTERVAL_MS = 30_000;

    /**
     * @param given false when nothing but defaults stands here
     * @param givesMaxSeries true when {@code max_series} is no default
     * @param cpu share of a core; {@link Double#POSITIVE_INFINITY} when it is not given
     */
    record Limits(int maxSeries, int maxAlerts, boolean given, boolean givesMaxSeries, double cpu) {
        static final Limits DEFAULT = new Limits(20_000, 200, false, false, Double.POSITIVE_INFINITY);

        static final Set<String> FIELDS = Set.of("max_series", "max_alerts", "cpu");

        /** As it is written, for editors. */
        static final String CPU = "^(100|[1-9]?[0-9](?:\\.[0-9]{1,2})?)%$";

        private static final Pattern PERCENT = Pattern.compile(CPU);

        private static final long MAX = 10_000_000;

        /** Those under {@code limits}; parts that are not there are taken from {@code outer}. */
        static Limits read(YamlMap owner, Limits outer) {
            YamlMap map = owner.map("limits");
            if (map == null) {
                return outer;
            }
            map.allow(FIELDS).refuseEmpty();
            return new Limits(
                    count(map, "max_series", outer.maxSeries),
                    count(map, "max_alerts", outer.maxAlerts),
                    true,
                    outer.givesMaxSeries || map.has("max_series"),
                    cpu(map, outer.cpu));
        }

        private static double cpu(YamlMap map, double fallback) {
            String text = map.string("cpu");
            if (text == null) {
                return fallback;
            }
            double percent = percent(text);
            if (percent > 0) {
                return percent / 100;
            }
            map.error(
                    "cpu",
                    "'" + text + "'"
                            + (percent(text + "%") > 0
                                    ? ", did you mean '" + text + "%'?"
                                    : ", expected percents of a core from 0.01% to 100%, such as '20%'"));
            return fallback;
        }

        /** Zero when it is none. */
        private static double percent(String text) {
            Matcher m = PERCENT.matcher(text);
            return m.matches() ? Double.parseDouble(m.group(1)) : 0;
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

    long latenessOr(long fallback) {
        return latenessMs == null ? fallback : latenessMs;
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
                group.has("allowed_lateness")
                        ? group.duration("allowed_lateness", RuleReferences.DEFAULT_LATENESS_MS)
                        : null,
                Limits.read(group, Limits.DEFAULT));
    }
}
