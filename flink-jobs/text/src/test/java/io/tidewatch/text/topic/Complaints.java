package io.tidewatch.text.topic;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Verification;
import io.tidewatch.text.MessageFixtures;
import java.util.ArrayList;
import java.util.List;

/** Messages about charging points that cars without a battery stand on, of which the packaged taxonomy has no leaf. */
final class Complaints {
    static final List<String> CHARGING = List.of(
            "充电桩又被油车占了，真烦人",
            "小区充电桩被油车占着，气死我了",
            "充电桩被一辆油车占位一整天，太过分了",
            "又见油车占着充电桩，烦死了",
            "今晚充电桩全被油车占满，真郁闷，我的电话13812345678",
            "充电桩让油车占了一排，讨厌死了");
    static final List<String> UPGRADE = List.of(
            "The seat upgrade I paid for vanished, so annoying",
            "My seat upgrade vanished at check-in, this is awful",
            "seat upgrade vanished again, so frustrating",
            "Where did my seat upgrade go? It vanished, terrible",
            "Upgrade gone: my seat upgrade vanished and I hate it");
    static final List<String> REST = List.of("快递五天没动，真无语", "客服半天不回复，气死了", "充电桩真方便，谢谢", "今天天气不错", "物流很快，满意");

    private static final long START = 1_794_312_065_000L;
    private static final long HOUR = 3_600_000L;

    private Complaints() {}

    /** Everything above, each by its own author, an hour apart. */
    static List<AnnotatedFeedback> all() {
        List<String> texts = new ArrayList<>(CHARGING);
        texts.addAll(UPGRADE);
        texts.addAll(REST);
        List<AnnotatedFeedback> out = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            out.add(said("m" + i, "u" + i, i, texts.get(i)));
        }
        return out;
    }

    /** @param hour after the first message */
    static AnnotatedFeedback said(String id, String author, int hour, String text) {
        return MessageFixtures.ANALYZER.analyze(raw(id, author, hour, text));
    }

    static Feedback raw(String id, String author, int hour, String text) {
        return Feedback.builder(id, "weibo", START + hour * HOUR)
                .text(text)
                .author(new Author(author, AuthorRole.CUSTOMER, null, 0, Verification.NONE))
                .build();
    }
}
