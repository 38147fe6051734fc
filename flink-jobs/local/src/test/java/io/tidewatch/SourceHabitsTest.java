package io.tidewatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.local.cli.Checkouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiled classes do not show: habits of the sources of all modules, tests included. */
class SourceHabitsTest {
    /** Waiting by hand; the way is {@link io.tidewatch.testing.Eventually}. */
    private static final Pattern WAITS =
            Pattern.compile("\\bsleep\\(|\\bparkNanos\\(|\\bonSpinWait\\(|nanoTime\\(\\) *[<>]|\\.await\\([0-9]");

    /** Where time must pass for something to happen; each says why. */
    private static final Set<String> MAY_WAIT = Set.of(
            "Eventually.java",
            "NotifyPipelineTest.java",
            "PlayedDelivery.java",
            "AmbiguousSendTest.java",
            "DieOnce.java",
            "SourceHabitsTest.java");

    @Test
    void shouldNameNoTwoClassesAlike() throws IOException {
        // when
        Map<String, List<Path>> byName = new TreeMap<>();
        for (Path source : sources("src")) {
            byName.computeIfAbsent(source.getFileName().toString(), n -> new ArrayList<>())
                    .add(source);
        }

        // then
        byName.remove("package-info.java");
        assertThat(byName).hasSizeGreaterThan(500);
        byName.values().removeIf(named -> named.size() == 1);
        assertThat(byName).isEmpty();
    }

    @Test
    void shouldNotWaitByHandInTests() throws IOException {
        for (Path test : sources("src/test")) {
            if (!MAY_WAIT.contains(test.getFileName().toString())) {
                assertThat(Files.readString(test))
                        .as("%s: poll with Eventually", test)
                        .doesNotContainPattern(WAITS);
            }
        }
    }

    /** Java files below a directory of any module. */
    private static List<Path> sources(String below) throws IOException {
        try (Stream<Path> files = Files.walk(Checkouts.root())) {
            return files.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> f.toString().contains("/" + below + "/")
                            && !f.toString().contains("/target/"))
                    .toList();
        }
    }
}
