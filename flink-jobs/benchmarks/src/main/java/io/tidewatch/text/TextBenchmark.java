package io.tidewatch.text;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.sample.SampleMessages;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.clean.Cleaner;
import io.tidewatch.text.hanlp.HanLpSegmenter;
import io.tidewatch.text.privacy.Masker;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.sentiment.SentimentPass;
import io.tidewatch.text.words.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The analysis of text and its parts, one message an operation, on the messages of {@code ./tidewatch bench text}. {@link
 * #viterbi} is the limit that the others are compared with.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 3)
public class TextBenchmark {
    private static final int MESSAGES = 10_000;
    private static final byte[] KEY = "no ids are looked at".getBytes(StandardCharsets.UTF_8);

    private final HanLpSegmenter segmenter = HanLpSegmenter.shared();
    private final Analyzer analyzer = Analyzer.of(TaxonomyFiles.packaged(), KEY);
    private final SentimentPass model = new SentimentPass(SentimentModel.packaged());
    private final Cleaner cleaner = new Cleaner(HanLpSegmenter.simplification());
    private final Masker masker = new Masker(new IdHash(KEY)::of, HanLpSegmenter.commonWords());
    private final Words words = new Words();

    private Feedback[] messages = {};
    private int next;

    @Setup
    public void read() {
        List<Feedback> sample = SampleMessages.spread(1, MESSAGES);
        messages = sample.toArray(new Feedback[0]);
    }

    private Feedback message() {
        next = next + 1 == messages.length ? 0 : next + 1;
        return messages[next];
    }

    /** HanLP's Viterbi segmenter without names, alone. */
    @Benchmark
    public int viterbi() {
        return segmenter.countWords(message().text());
    }

    @Benchmark
    public AnnotatedFeedback wholeAnalysis() {
        return analyzer.analyze(message());
    }

    @Benchmark
    public double sentimentModel() {
        char[] letters = message().text().toCharArray();
        model.read(letters, letters.length);
        return model.positive();
    }

    @Benchmark
    public String cleaningAndMasking() {
        return masker.mask(cleaner.clean(message().text()).text());
    }

    @Benchmark
    public int segmenting() {
        segmenter.read(message().text(), words);
        return words.size();
    }
}
