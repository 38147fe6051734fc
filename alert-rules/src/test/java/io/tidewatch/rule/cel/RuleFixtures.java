package io.tidewatch.rule.cel;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Engagement;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small taxonomy and messages to test rules with. */
public final class RuleFixtures {
    static final Leaf DELAY = leaf("logistics.transit_delay", "运输延误/停滞", "Transit delay", "P2");
    static final Leaf FAILURE = leaf("payment.failure", "支付失败", "Payment failure", "P2");
    static final Leaf INJURY = leaf("safety.injury", "人身伤害", "Injury", "P1");
    public static final Taxonomy TAXONOMY = taxonomy();

    private RuleFixtures() {}

    private static Taxonomy taxonomy() {
        Map<String, Bilingual> categories = new LinkedHashMap<>();
        categories.put("logistics", new Bilingual("物流", "Logistics"));
        categories.put("payment", new Bilingual("支付", "Payment"));
        categories.put("safety", new Bilingual("安全", "Safety"));
        return new Taxonomy(categories, List.of(DELAY, FAILURE, INJURY), "test");
    }

    private static Leaf leaf(String id, String zh, String en, String severity) {
        return new Leaf(
                id,
                id.substring(0, id.indexOf('.')),
                new Bilingual(zh, en),
                List.of("词"),
                List.of(),
                List.of(),
                true,
                severity,
                "准时",
                "流程",
                "delivery",
                "owner",
                "fallback",
                "runbooks/" + id + ".md",
                List.of(),
                List.of());
    }

    static Opinion negative(String issue) {
        return new Opinion(issue, Label.NEGATIVE, -0.9, 0.95, 0, 4, true);
    }

    /** A customer's complaint about a delay in Zhejiang, most optional fields missing. */
    public static Row delay() {
        return row(feedback("快递五天没动", "浙江", null, null), negative("logistics.transit_delay"), DELAY);
    }

    public static Feedback feedback(String text, String region, @Nullable String city, @Nullable Double rating) {
        return Feedback.builder("weibo:1", "weibo", 1_800_000_000_000L)
                .channel("social")
                .text(text)
                .lang("zh")
                .visibility(Visibility.PUBLIC)
                .author(new Author("a1", AuthorRole.CUSTOMER, null, 120, Verification.NONE))
                .customer(new Customer(null, "vip", region, city, null))
                .engagement(new Engagement(3, 1, 9))
                .rating(rating)
                .build();
    }

    public static Row row(Feedback feedback, @Nullable Opinion opinion, @Nullable Leaf leaf) {
        return new Row(annotated(feedback, opinion), opinion, leaf);
    }

    static AnnotatedFeedback annotated(Feedback feedback, @Nullable Opinion opinion) {
        return AnnotatedFeedback.builder(feedback)
                .tokens("快递 五天 没 动")
                .keywords(List.of("没动", "五天"))
                .contentHash("c")
                .voiceKey("v")
                .simhash(1L)
                .foldable(true)
                .sentiment(new Sentiment(Label.NEGATIVE, -0.9, 0.95))
                .opinions(opinion == null ? List.of() : List.of(opinion))
                .grade(2)
                .analysisVersion("test")
                .build();
    }

    public static String resource(String name) {
        try (InputStream in = RuleFixtures.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
