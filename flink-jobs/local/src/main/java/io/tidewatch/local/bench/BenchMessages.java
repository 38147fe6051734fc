package io.tidewatch.local.bench;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Sentiment;
import io.tidewatch.feedback.Verification;
import io.tidewatch.local.sample.SampleMessages;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Annotated complaints by number: texts of the sample as the analyzer annotates them, each by another author in words
 * of one's own (the simhash differs), spread over products in turn.
 */
final class BenchMessages extends RichFlatMapFunction<Long, AnnotatedFeedback> {
    private static final long serialVersionUID = 1L;
    private static final int TEXTS = 1_000;
    private static final int AUTHORS_PER_PRODUCT = 64;

    /** Monday 2026-06-01T00:00Z. */
    private static final long START = 1_780_272_000_000L;

    private static final List<AnnotatedFeedback> SAMPLE = new ArrayList<>();

    private final BenchLoad load;
    private final double perSecond;
    private final long run;

    /**
     * @param perSecond messages in a second of event time
     * @param run number of the run to notify when the last message was sent
     */
    BenchMessages(BenchLoad load, double perSecond, long run) {
        this.load = load;
        this.perSecond = perSecond;
        this.run = run;
    }

    /** One message of each text. */
    static List<AnnotatedFeedback> each(BenchLoad load) {
        BenchMessages messages = new BenchMessages(load, 1, 0);
        List<AnnotatedFeedback> out = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            out.add(messages.message(i, sample().get(i)));
        }
        return out;
    }

    private static List<AnnotatedFeedback> sample() {
        synchronized (SAMPLE) {
            if (SAMPLE.isEmpty()) {
                Analyzer analyzer = Analyzer.of(TaxonomyFiles.packaged(), new byte[32]);
                for (Feedback f : SampleMessages.spread(1, TEXTS)) {
                    SAMPLE.add(analyzer.analyze(f));
                }
            }
            return SAMPLE;
        }
    }

    @Override
    public void flatMap(Long number, Collector<AnnotatedFeedback> out) {
        if (number < load.messages()) {
            List<AnnotatedFeedback> sample = sample();
            out.collect(message(number, sample.get((int) (number % sample.size()))));
        }
        if (number == load.messages() - 1) {
            DetectBench.sent(run);
        }
    }

    private AnnotatedFeedback message(long number, AnnotatedFeedback like) {
        long product = number % load.products();
        long author = product * AUTHORS_PER_PRODUCT + number / load.products() % AUTHORS_PER_PRODUCT;
        long mixed = mix(number);
        Feedback f = like.feedback();
        Feedback feedback = Feedback.builder("bench:" + number, f.source(), START + (long) (number * 1000 / perSecond))
                .channel(f.channel())
                .eventOffset(f.eventOffset())
                .text(f.text())
                .title(f.title())
                .lang(f.lang())
                .url(f.url())
                .visibility(f.visibility())
                .touchpoint(f.touchpoint())
                .author(new Author("u" + author, AuthorRole.CUSTOMER, null, 100 + (mixed >>> 54), Verification.NONE))
                .customer(new Customer(
                        "c" + (mixed >>> 42),
                        f.customer().tier(),
                        f.customer().region(),
                        f.customer().city(),
                        f.customer().ageBand()))
                .product(new Product(null, "p" + product, null, null))
                .engagement(f.engagement())
                .build();
        List<Opinion> opinions = new ArrayList<>();
        for (Opinion o : like.opinions()) {
            opinions.add(new Opinion(o.issue(), Label.NEGATIVE, -0.8, 0.95, o.from(), o.to(), true));
        }
        if (opinions.isEmpty()) {
            opinions.add(new Opinion("logistics.transit_delay", Label.NEGATIVE, -0.8, 0.95, 0, 1, true));
        }
        return like.toBuilder()
                .feedback(feedback)
                .receivedAt(feedback.eventTime())
                .annotatedAt(feedback.eventTime())
                .voiceKey(Long.toHexString(mixed))
                .simhash(mixed)
                .foldable(true)
                .sentiment(new Sentiment(Label.NEGATIVE, -0.8, 0.95))
                .opinions(opinions)
                .noise(null)
                .build();
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long x) {
        long z = x + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
