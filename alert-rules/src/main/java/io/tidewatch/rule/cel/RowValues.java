package io.tidewatch.rule.cel;

import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Engagement;
import io.tidewatch.feedback.Product;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that an expression may use, by type, and where their values come from. */
final class RowValues {
    /** A whole number that is missing; no message has such a count. */
    static final long NONE = Long.MIN_VALUE;

    /** A text; null when missing. */
    @FunctionalInterface
    interface TextOf {
        @Nullable
        String of(Row row);
    }

    /** A whole number; {@link #NONE} when missing. */
    @FunctionalInterface
    interface WholeOf {
        long of(Row row);
    }

    /** A decimal number; NaN when missing. */
    @FunctionalInterface
    interface DecimalOf {
        double of(Row row);
    }

    /** A list of words, never missing. */
    @FunctionalInterface
    interface WordsOf {
        List<String> of(Row row);
    }

    static final Map<String, Where> FLAGS = new LinkedHashMap<>();
    static final Map<String, TextOf> TEXTS = new LinkedHashMap<>();
    static final Map<String, WholeOf> WHOLES = new LinkedHashMap<>();
    static final Map<String, DecimalOf> DECIMALS = new LinkedHashMap<>();
    static final Map<String, WordsOf> WORDS = new LinkedHashMap<>();

    static {
        FLAGS.put("complaint", Row::complaint);
        FLAGS.put("noise", r -> r.message().noise() != null);

        TEXTS.put("issue", Row::issue);
        TEXTS.put("category", RowValues::category);
        TEXTS.put("need", r -> r.leaf() == null ? null : r.leaf().need());
        TEXTS.put("base_severity", r -> r.leaf() == null ? null : r.leaf().severity());
        TEXTS.put("label", r -> r.opinion() == null ? null : r.opinion().label().wire());
        TEXTS.put("channel", r -> r.message().feedback().channel());
        TEXTS.put("source", r -> r.message().feedback().source());
        TEXTS.put("touchpoint", r -> r.message().feedback().touchpoint());
        TEXTS.put("visibility", r -> r.message().feedback().visibility().wire());
        TEXTS.put("lang", r -> r.message().feedback().lang());
        TEXTS.put("op", r -> r.message().feedback().op());
        TEXTS.put("role", r -> author(r).role().wire());
        TEXTS.put("verified", r -> author(r).verified().wire());
        TEXTS.put("tier", r -> customer(r).tier());
        TEXTS.put("region", r -> customer(r).region());
        TEXTS.put("city", r -> customer(r).city());
        TEXTS.put("age_band", r -> customer(r).ageBand());
        TEXTS.put("product", r -> product(r).name());
        TEXTS.put("brand", r -> product(r).brand());
        TEXTS.put("version", r -> product(r).version());
        TEXTS.put("batch", r -> product(r).batch());
        TEXTS.put("text", r -> r.message().feedback().text());

        WHOLES.put("grade", r -> r.message().grade());
        WHOLES.put("followers", r -> author(r).followers());
        WHOLES.put("reposts", r -> engagement(r).reposts());
        WHOLES.put("likes", r -> engagement(r).likes());
        WHOLES.put("comments", r -> engagement(r).comments());

        DECIMALS.put(
                "sentiment", r -> r.opinion() == null ? Double.NaN : r.opinion().score());
        DECIMALS.put(
                "confidence",
                r -> r.opinion() == null ? Double.NaN : r.opinion().confidence());
        DECIMALS.put("delay", r -> r.message().delay() / 60_000d);
        DECIMALS.put("rating", r -> orNaN(r.message().feedback().rating()));
        DECIMALS.put("csat", r -> orNaN(r.message().feedback().csat()));
        DECIMALS.put("nps", r -> orNaN(r.message().feedback().nps()));

        WORDS.put("keywords", r -> r.message().keywords());
    }

    private RowValues() {}

    /** The text of a name; one that not every installation has is a declared dimension. */
    static TextOf text(String name) {
        TextOf known = TEXTS.get(name);
        return known != null ? known : r -> r.message().feedback().dims().get(name);
    }

    /** The leaf knows its category; only other opinions need a cut through their issue. */
    private static String category(Row row) {
        if (row.leaf() != null) {
            return row.leaf().category();
        }
        return row.opinion() == null ? "" : row.opinion().category();
    }

    private static Author author(Row row) {
        return row.message().feedback().author();
    }

    private static Customer customer(Row row) {
        return row.message().feedback().customer();
    }

    private static Product product(Row row) {
        return row.message().feedback().product();
    }

    private static Engagement engagement(Row row) {
        return row.message().feedback().engagement();
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
