package io.tidewatch.local.bench.path;

import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Verification;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules that are told of by single messages, put live beside the shipped ones: each is about a product of its own, so each makes an
 * incident of its own, and is used once.
 */
final class LatencyRules {
    static final String FILE = "bench-latency.yaml";

    /** How often windowed rules are looked at. */
    static final long INTERVAL_MS = 1_000;

    /** So many messages in its window let a windowed rule hold. */
    static final int POSTS = 3;

    private LatencyRules() {}

    /** What a rule is called. */
    static String name(boolean windowed, int number) {
        return (windowed ? "BenchWindow" : "BenchMatch") + number;
    }

    /** The incident of a rule that is about no issue. */
    static String incident(boolean windowed, int number) {
        return "rule:" + name(windowed, number);
    }

    /**
     * The file of rules.
     *
     * @param matches how many for single messages
     * @param windows how many that count over ten seconds
     */
    static String yaml(int matches, int windows) {
        StringBuilder rules = new StringBuilder("""
                apiVersion: tidewatch/v1
                groups:
                - name: bench-latency
                  interval: 1s
                  limits: {max_series: 1000}
                  rules:
                """);
        for (int i = 0; i < matches; i++) {
            rules.append("""
                      - {alert: %1$s, kind: match, where: 'product == "%1$s"', by: [product], severities: {critical: {}}, keep_firing_for: 1m}
                    """.formatted(name(false, i)));
        }
        for (int i = 0; i < windows; i++) {
            rules.append("""
                      - {alert: %1$s, kind: threshold, where: 'product == "%1$s"', by: [product], window: 10s, severities: {critical: {posts: '>= %2$d'}}}
                    """.formatted(name(true, i), POSTS));
        }
        return rules.toString();
    }

    /**
     * The messages that let a rule hold; with the last of them it does.
     *
     * @param attempt makes other messages of it, when the first came before the rule was live
     * @param texts of which two are said together: what is said as others say it would count as a copy
     */
    static List<Feedback> messages(boolean windowed, int number, int attempt, long at, PathMessages texts) {
        List<Feedback> messages = new ArrayList<>();
        for (int i = 0; i < (windowed ? POSTS : 1); i++) {
            String id = name(windowed, number) + "-" + attempt + "-" + i;
            messages.add(Feedback.builder("bench:" + id, "bench", at)
                    .channel("social")
                    .text(texts.text(7 * number + 13 * attempt + i) + "。" + texts.text(11 * number + 5 * i + 3))
                    .author(author(id))
                    .product(new Product("bench", name(windowed, number), null, null))
                    .build());
        }
        return messages;
    }

    private static Author author(String id) {
        return new Author(id, AuthorRole.CUSTOMER, null, 0, Verification.NONE);
    }
}
