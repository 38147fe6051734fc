package io.tidewatch.job.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the README lists what the jobs count, no more and no fewer. */
class MetricTableTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\w+Job) \\| `(\\w+)` \\|");

    @Test
    void shouldListEveryMetricInTheReadme() throws IOException {
        // given
        List<String> counted = Stream.of(
                        of("AnnotateJob", Arrays.stream(AnnotateMetric.values()).map(AnnotateMetric::metric)),
                        of("DetectJob", Arrays.stream(DetectMetric.values()).map(DetectMetric::metric)),
                        of("NotifyJob", Arrays.stream(NotifyMetric.values()).map(NotifyMetric::metric)),
                        of("IndexJob", Arrays.stream(IndexMetric.values()).map(IndexMetric::metric)))
                .flatMap(s -> s)
                .toList();
        // when
        List<String> listed = ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(row -> row.group(1) + " " + row.group(2))
                .toList();
        // then
        assertThat(listed).containsExactlyInAnyOrderElementsOf(counted);
        assertThat(counted).allMatch(name -> name.matches("\\w+Job [a-z][a-z_]*"));
    }

    /** Registered by hand, a metric would stand in no table. */
    @Test
    void shouldRegisterMetricsThroughTheirEnumsOnly() throws IOException {
        Pattern byHand = Pattern.compile("\\.(counter|gauge|meter|histogram)\\(\\s*\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(f -> f.toString().endsWith(".java"))
                            .filter(f -> byHand.matcher(read(f))
                                    .results()
                                    .map(MatchResult::group)
                                    .findAny()
                                    .isPresent()))
                    .isEmpty();
        }
    }

    private static Stream<String> of(String job, Stream<String> metrics) {
        return metrics.map(m -> job + " " + m);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
