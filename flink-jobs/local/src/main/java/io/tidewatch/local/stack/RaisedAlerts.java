package io.tidewatch.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.surge.filter.Sensitivity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often rules raised alerts in the last four weeks, beside how often they ask to be raised by chance. All alerts count, those of
 * real surges too, so a rate above the asked one is where to look and no proof.
 */
public final class RaisedAlerts {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final double DAY_MS = 24 * 3_600_000.0;
    private static final int DAYS = 28;
    private static final int MOST_RULES = 1_000;
    private static final int MOST_GROUPS = 3;
    /** A group is named when it is as unlikely to ring so often at the rate that is asked for, and rings again and again. */
    private static final double UNLIKELY = 0.001;

    private static final int OFTEN = 3;

    /**
     * @param alerts episodes that began in the last four weeks
     * @param groups episodes of the groups with most of them, most first
     */
    record Raised(long alerts, Map<String, Long> groups) {
        Raised {
            groups = new LinkedHashMap<>(groups);
        }
    }

    private final Map<String, Raised> byRule;

    RaisedAlerts(Map<String, Raised> byRule) {
        this.byRule = Map.copyOf(byRule);
    }

    /**
     * Of the stored alerts; nothing when there is nobody to ask.
     *
     * @param now epoch milliseconds
     */
    public static RaisedAlerts read(String elasticsearch, long now) {
        long from = now - (long) (DAYS * DAY_MS);
        String query = "{\"size\":0,\"query\":{\"range\":{\"fired_at\":{\"gte\":" + from
                + ",\"format\":\"epoch_millis\"}}},\"aggs\":{\"rules\":{\"terms\":{\"field\":\"rule\",\"size\":"
                + MOST_RULES
                + "},\"aggs\":{\"groups\":{\"terms\":{\"field\":\"fingerprint\",\"size\":" + MOST_GROUPS
                + "},\"aggs\":{\"one\":{\"top_hits\":{\"size\":1,\"_source\":[\"group\"]}}}}}}}}";
        Map<String, Raised> byRule = new LinkedHashMap<>();
        try {
            JsonNode rules = new ElasticsearchHttp(elasticsearch, TIMEOUT)
                    .post("/" + IndexTemplates.alias("alerts") + "/_search", query)
                    .path("aggregations")
                    .path("rules")
                    .path("buckets");
            for (JsonNode rule : rules) {
                Map<String, Long> groups = new LinkedHashMap<>();
                for (JsonNode group : rule.path("groups").path("buckets")) {
                    groups.put(nameOf(group), group.path("doc_count").asLong());
                }
                byRule.put(
                        rule.path("key").asText(),
                        new Raised(rule.path("doc_count").asLong(), groups));
            }
        } catch (IOException e) {
            return new RaisedAlerts(Map.of());
        }
        return new RaisedAlerts(byRule);
    }

    private static String nameOf(JsonNode group) {
        List<String> parts = new ArrayList<>();
        group.path("one")
                .path("hits")
                .path("hits")
                .path(0)
                .path("_source")
                .path("group")
                .properties()
                .forEach(e -> parts.add(e.getKey() + "=" + e.getValue().asText()));
        return String.join(",", parts);
    }

    /** Episodes of a rule that began in the last four weeks. */
    public long of(String rule) {
        Raised raised = byRule.get(rule);
        return raised == null ? 0 : raised.alerts();
    }

    /**
     * What a list of rules says.
     *
     * @param groups how many the rule follows; null when that is not known
     * @param listenedMs how long it has listened, milliseconds
     * @return empty in its first day
     */
    public String inWords(Rule rule, @Nullable Long groups, long listenedMs) {
        double days = Math.min(DAYS, listenedMs / DAY_MS);
        if (days < 1) {
            return "";
        }
        Raised raised = byRule.getOrDefault(rule.name(), new Raised(0, Map.of()));
        long alerts = raised.alerts();
        String words = "raised " + (alerts == 0 ? "no alert" : alerts == 1 ? "1 alert" : alerts + " alerts") + " in "
                + (long) days + " d";
        double asked = asked(rule);
        if (Double.isNaN(asked) || groups == null || groups == 0) {
            return words;
        }
        String often = raised.groups().entrySet().stream()
                .filter(g -> g.getValue() >= OFTEN && atLeast(g.getValue(), asked * days) < UNLIKELY)
                .map(g -> g.getKey() + " " + g.getValue())
                .collect(Collectors.joining(", "));
        double groupDays = days * groups;
        return words + (alerts == 0 ? "" : ", one in " + whole(groupDays / alerts) + " days of a group")
                + " (by chance it asks for one in " + whole(1 / asked) + ")"
                + (often.isEmpty() ? "" : ", again and again: " + often);
    }

    /**
     * How often a day a group raises an alert by chance, as far as the conditions of a rule say: of each severity the rarest of its
     * conditions, of the severities the one that is met most often, in each of its windows.
     *
     * @return not a number where they do not say
     */
    static double asked(Rule rule) {
        double most = 0;
        for (SeverityLevel level : rule.severities()) {
            double least = Double.NaN;
            for (Condition c : level.conditions()) {
                double rate = rate(c);
                least = Double.isNaN(least) || rate < least ? rate : least;
            }
            most = Math.max(most, least);
        }
        return most * Math.max(1, rule.windows().size());
    }

    private static double rate(Condition c) {
        if (c.operator() != Condition.Operator.AT_LEAST && c.operator() != Condition.Operator.ABOVE) {
            return Double.NaN;
        }
        return switch (c.metric()) {
            case SURPRISE -> Math.pow(10, -c.value());
            case SENSITIVITY -> c.value();
            case SCORE -> Sensitivity.rateOf(c.value());
            default -> Double.NaN;
        };
    }

    /** P(X ≥ n) of a Poisson count. */
    private static double atLeast(long n, double mean) {
        double term = Math.exp(-mean);
        double below = 0;
        for (long k = 0; k < n; k++) {
            below += term;
            term *= mean / (k + 1);
        }
        return Math.max(0, 1 - below);
    }

    private static String whole(double n) {
        return String.format(Locale.ROOT, "%,d", Math.max(1, Math.round(n)));
    }
}
