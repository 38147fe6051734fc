package io.tidewatch.local.bench;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.sample.SampleMessages;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.text.hanlp.HanLpSegmenter;
import io.tidewatch.text.sentiment.SentimentModel;
import io.tidewatch.text.sentiment.SentimentPass;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** How fast the analysis of text is, beside the bare segmenter on the same messages in the same run. */
@Command(
        name = "text",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the analysis of text on one thread: HanLP's Viterbi segmenter alone (the limit), the sentiment model"
                    + " alone, and the whole analysis, in turn on the same messages of the sample.",
            "Processor time of the thread is counted, so that other work on the machine matters less. Prints Markdown."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./tidewatch bench text --messages 20000 --rounds 7")
final class BenchTextCommand implements Callable<Integer> {
    private static final byte[] ANY_KEY = "no ids are looked at".getBytes(StandardCharsets.UTF_8);
    private static final int WARM_UP_ROUNDS = 8;

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Messages of each round (default: ${DEFAULT-VALUE}).")
    private int messages;

    @CommandLine.Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds after warming up; the median is printed (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @CommandLine.Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the sample.")
    private long seed;

    /** One thing measured: its nanoseconds of each round, and the bytes of the last. */
    private static final class Contender {
        final String name;
        final ToIntFunction<Feedback> work;
        final List<Long> nanos = new ArrayList<>();
        long bytes;

        Contender(String name, ToIntFunction<Feedback> work) {
            this.name = name;
            this.work = work;
        }

        long middle() {
            return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElse(0L);
        }
    }

    @Override
    public Integer call() {
        if (messages < 1 || rounds < 1) {
            throw new CommandFailedException("--messages and --rounds: expected at least 1");
        }
        Progress progress = new Progress(spec.commandLine().getErr());
        List<Feedback> sample = SampleMessages.spread(seed, messages);
        long before = usedHeap();
        HanLpSegmenter segmenter = HanLpSegmenter.shared();
        Analyzer analyzer = Analyzer.of(TaxonomyFiles.packaged(), ANY_KEY);
        analyzer.analyze(sample.get(0));
        long heap = usedHeap() - before;
        SentimentPass pass = new SentimentPass(SentimentModel.packaged());
        List<Contender> contenders = List.of(
                new Contender("HanLP Viterbi without names, alone", f -> segmenter.countWords(f.text())),
                new Contender("sentiment model alone", f -> score(pass, f.text())),
                new Contender("whole analysis", f -> analyzer.analyze(f).grade()));
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Contender c : contenders) {
                measure(c, sample, round >= 0);
            }
            progress.sayTimed(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
        }
        print(contenders, sample, heap);
        return CommandLine.ExitCode.OK;
    }

    private static int score(SentimentPass pass, String text) {
        char[] letters = text.toCharArray();
        pass.read(letters, letters.length);
        return pass.positive() > 0 ? 1 : 0;
    }

    private static void measure(Contender c, List<Feedback> sample, boolean counts) {
        com.sun.management.ThreadMXBean thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long bytes = thread.getThreadAllocatedBytes(id);
        long nanos = thread.getCurrentThreadCpuTime();
        int sum = 0;
        for (Feedback f : sample) {
            sum += c.work.applyAsInt(f);
        }
        long took = thread.getCurrentThreadCpuTime() - nanos;
        c.bytes = thread.getThreadAllocatedBytes(id) - bytes;
        // the sum is used, so that no work is left out
        if (counts && sum != Integer.MIN_VALUE) {
            c.nanos.add(took);
        }
    }

    private void print(List<Contender> contenders, List<Feedback> sample, long heap) {
        PrintWriter out = spec.commandLine().getOut();
        double letters =
                sample.stream().mapToInt(f -> f.text().length()).average().orElse(0);
        double limit = perSecond(contenders.get(0), sample);
        out.printf(
                Locale.ROOT,
                "%d messages of %.1f characters, middle of %d rounds, processor time of one thread, Java %s%n%n",
                sample.size(),
                letters,
                rounds,
                System.getProperty("java.version"));
        out.println("| what | messages/s per core | µs per message | of the limit | bytes allocated per message |");
        out.println("| --- | ---: | ---: | ---: | ---: |");
        for (Contender c : contenders) {
            double perSecond = perSecond(c, sample);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.1f | %.2f | %d |%n",
                    c.name,
                    perSecond,
                    1e6 / perSecond,
                    perSecond / limit,
                    c.bytes / sample.size());
        }
        out.printf(
                Locale.ROOT,
                "%nHeap of model, vocabulary and dictionaries, once per JVM: %.0f MB%n",
                heap / 1024.0 / 1024.0);
        out.flush();
    }

    private static double perSecond(Contender c, List<Feedback> sample) {
        return sample.size() / (c.middle() / 1e9);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
