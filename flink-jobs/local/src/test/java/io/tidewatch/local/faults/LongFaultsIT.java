package io.tidewatch.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.server.Directories;
import io.tidewatch.wire.Json;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Run by {@code ./tidewatch test --faults} only: it takes most of an hour. Each run's outcome goes into {@code
 * flink-jobs/local/target/faults/results.jsonl} when it ends; started again, it goes on with the runs that are not there,
 * or were of other classes.
 */
@Tag("faults")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LongFaultsIT {
    private static final int FAULTS = 10;
    private static final Waves WAVES = new Waves(20, 12_000, 45_000, 30);

    /** Longer than the stack is away at one fault. */
    private static final String WINDOW = "3m";

    private static final String BUILD = build();

    private final Path directory = Checkouts.root().resolve("flink-jobs/local/target/faults");
    private final Path results = directory.resolve("results.jsonl");

    private interface Run {
        FaultOutcome of(FaultRun run) throws Exception;
    }

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(directory);
    }

    @Test
    @Order(1)
    void shouldTellOfEachWaveOnce() throws Exception {
        FaultOutcome golden = outcome("golden", FaultRun::undisturbed);

        assertThat(golden.twice()).isEmpty();
        assertThat(golden.repeats()).isZero();
        assertThat(golden.messages()).isEqualTo(WAVES.said().size());
        assertThat(golden.complaints()).isEqualTo(WAVES.complaints());
        for (int w = 0; w < WAVES.count(); w++) {
            String rule = "Wave" + w + "[";
            assertThat(golden.alerts())
                    .filteredOn(a -> a.startsWith(rule))
                    .singleElement()
                    .asString()
                    .contains("critical RECOVERED");
        }
        assertThat(golden.told()).hasSize(WAVES.count() + 4).allMatch(t -> t.contains("begun 1 ended 1"));
    }

    @Test
    @Order(2)
    void shouldGiveTheSameWhenTheStackIsKilled() throws Exception {
        assertSame(outcome("killed", run -> run.killed(FAULTS, 4_000, 16_000)));
    }

    @ParameterizedTest
    @Order(3)
    @ValueSource(strings = {"annotate", "detect", "notify", "index"})
    void shouldGiveTheSameWhenOneJobFails(String job) throws Exception {
        assertSame(outcome("failed-" + job, run -> run.failed(job, FAULTS, 8_000, 16_000)));
    }

    /** A hash of what is tested. */
    private static String build() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                Path of = Path.of(entry);
                if (of.startsWith(Checkouts.root())) {
                    try (Stream<Path> files = Files.walk(of)) {
                        for (Path file :
                                files.filter(Files::isRegularFile).sorted().toList()) {
                            hash.update(Files.readAllBytes(file));
                        }
                    }
                }
            }
            return HexFormat.of().formatHex(hash.digest(), 0, 8);
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertSame(FaultOutcome outcome) throws Exception {
        FaultOutcome golden = outcome("golden", FaultRun::undisturbed);
        assertThat(outcome.twice()).isEmpty();
        assertThat(outcome.messages()).isEqualTo(golden.messages());
        assertThat(outcome.complaints()).isEqualTo(golden.complaints());
        assertThat(outcome.alerts()).isEqualTo(golden.alerts());
        assertThat(outcome.told()).isEqualTo(golden.told());
    }

    /** Of the run of this name: the recorded one, else it is made now. */
    private FaultOutcome outcome(String name, Run run) throws Exception {
        if (Files.exists(results)) {
            for (String line : Files.readAllLines(results, StandardCharsets.UTF_8)) {
                JsonNode n = Json.tree(line);
                if (n.path("run").asText().equals(name)
                        && n.path("build").asText().equals(BUILD)) {
                    return Json.MAPPER.treeToValue(n.path("outcome"), FaultOutcome.class);
                }
            }
        }
        Path own = directory.resolve(name);
        Directories.delete(own);
        Files.createDirectories(own);
        FaultOutcome outcome;
        try (FaultRun made = new FaultRun(WAVES, own, WINDOW, name.hashCode())) {
            outcome = run.of(made);
        }
        String line = Json.MAPPER
                .createObjectNode()
                .put("run", name)
                .put("build", BUILD)
                .set("outcome", Json.MAPPER.valueToTree(outcome))
                .toString();
        Files.write(results, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return outcome;
    }
}
