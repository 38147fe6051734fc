package io.tidewatch.local.sample;

import java.util.List;
import java.util.SplittableRandom;

/** What people complain about on an ordinary day, none of it of the gravest kind. */
final class BackgroundIssues {
    private record Weighted(String issue, int weight) {}

    private static final List<Weighted> ALL = List.of(
            new Weighted("logistics.transit_delay", 11),
            new Weighted("logistics.dispatch_delay", 8),
            new Weighted("logistics.lost_or_damaged", 6),
            new Weighted("logistics.last_mile", 6),
            new Weighted("logistics.tracking_opaque", 3),
            new Weighted("quality.defect", 10),
            new Weighted("quality.not_as_described", 8),
            new Weighted("quality.expiry_or_short_weight", 2),
            new Weighted("after_sales.refund_slow", 8),
            new Weighted("after_sales.return_refused", 5),
            new Weighted("after_sales.exchange_repair", 4),
            new Weighted("after_sales.compensation", 2),
            new Weighted("service.slow_response", 7),
            new Weighted("service.bot_loop", 4),
            new Weighted("service.rude", 2),
            new Weighted("service.unresolved", 3),
            new Weighted("price.protection", 4),
            new Weighted("price.promotion_failure", 5),
            new Weighted("payment.failure", 2),
            new Weighted("app.crash", 3),
            new Weighted("app.slow", 2),
            new Weighted("app.login_code", 2),
            new Weighted("app.usability", 3),
            new Weighted("store.queue_stock_hygiene", 3),
            new Weighted("store.redemption", 1),
            new Weighted("contract.invoice", 2),
            new Weighted("voice.suggestion", 3),
            new Weighted("voice.churn_intent", 1),
            new Weighted("other", 2));
    private static final int TOTAL = ALL.stream().mapToInt(Weighted::weight).sum();

    private BackgroundIssues() {}

    static String draw(SplittableRandom r) {
        int at = r.nextInt(TOTAL);
        for (Weighted w : ALL) {
            at -= w.weight();
            if (at < 0) {
                return w.issue();
            }
        }
        throw new IllegalStateException("weights of the issues do not add up to " + TOTAL);
    }

    static List<String> ids() {
        return ALL.stream().map(Weighted::issue).toList();
    }

    static String touchpoint(String issue) {
        int dot = issue.indexOf('.');
        return switch (dot < 0 ? issue : issue.substring(0, dot)) {
            case "logistics" -> "delivery";
            case "quality", "food" -> "use";
            case "after_sales" -> "after_sales";
            case "service" -> "service";
            case "store" -> "store";
            case "app", "security" -> "app";
            default -> "purchase";
        };
    }
}
