package io.tidewatch.local.bench;

import io.tidewatch.job.detect.rules.RuleUpdate;
import java.util.Map;

/** Rules as teams write them on complaints per product: each three of different kinds share a series. */
final class BenchRules {
    private BenchRules() {}

    /** Surges, spikes and thresholds in turn; windows from a minute up in steps of one. */
    static RuleUpdate of(BenchLoad load) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: tidewatch/v1
                groups:
                - name: bench
                  interval: 30s
                  limits: {max_series: 1000000}
                  rules:
                """);
        for (int i = 0; i < load.rules(); i++) {
            String kind = i % 3 == 0 ? "surge" : i % 3 == 1 ? "spike" : "threshold";
            String holds = kind.equals("threshold")
                    ? "originals: '>= 100000'"
                    : "sensitivity: normal, ratio: '>= 2', originals: '>= 30', authors: '>= 15'";
            yaml.append("  - alert: Bench").append(i).append("\n    kind: ").append(kind);
            // what counts the same by the same kind is one rule, so every third begins a series of its own
            yaml.append("\n    where: 'complaint").append(i < 3 ? "" : " && followers >= " + i / 3);
            yaml.append("'\n    by: [product]\n    window: ");
            yaml.append(load.windows() == 1 ? 10 : 1 + i % load.windows()).append("m\n");
            yaml.append("    severities: {warning: {").append(holds).append("}}\n");
        }
        return new RuleUpdate(1, Map.of("bench.yaml", yaml.toString()), Map.of());
    }
}
