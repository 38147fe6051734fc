package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.local.cli.Checkouts;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.flink.FlinkOptions;
import io.tidewatch.local.flink.JobDefinition;
import io.tidewatch.local.flink.LocalFlink;
import io.tidewatch.local.flink.RestoreFailedException;
import io.tidewatch.local.flink.StateVersion;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import io.tidewatch.local.state.JobStates;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What earlier versions of the jobs left behind, kept as {@code state/checkpoints-N.zip}: native savepoints of a running stack
 * with open incidents, laid out as {@code up} keeps them. The last one is of the state that the jobs keep now; how another is
 * made stands in {@code flink-jobs/local/README.md}.
 */
@ExtendWith(LocalServersExtension.class)
class CheckpointFixturesIT {
    private static final Pattern CLASS =
            Pattern.compile("io\\.tidewatch(\\.[a-z]+)+\\.[A-Z][A-Za-z0-9]*(\\$[A-Z][A-Za-z0-9]*)*");

    @TempDir
    private Path directory;

    @Test
    void shouldRestoreTheLastOne(LocalServers servers) throws Exception {
        // given
        Path data = unpack(newest());
        for (Map.Entry<String, Integer> job : Jobs.STATE_VERSIONS.entrySet()) {
            assertThat(StateVersion.of(data.resolve("checkpoints").resolve(job.getKey())))
                    .as("state of %s: add checkpoints-%d.zip", job.getKey(), newest() + 1)
                    .hasValue(job.getValue());
        }
        new JobStates(data, Jobs.STATE_VERSIONS).requireCurrent();

        // when
        try (LocalFlink flink = LocalFlink.start(FlinkOptions.in(data))) {
            List<JobID> running = new ArrayList<>();
            for (JobDefinition job : definitions(servers)) {
                running.add(flink.submit(job));
            }
            running.forEach(flink::awaitRunning);

            // then
            for (JobID id : running) {
                assertThat(get(flink.url() + "/jobs/" + id + "/checkpoints")).contains("fixture/chk-1");
            }
        }
    }

    @Test
    void shouldSayWhatToRunForEarlierOnes() throws Exception {
        for (int n = 1; n < newest(); n++) {
            Path data = unpack(n);

            assertThatThrownBy(new JobStates(data, Jobs.STATE_VERSIONS)::requireCurrent)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("was left by an older version of Tidewatch and cannot be restored")
                    .hasMessageContaining("run ./tidewatch up --rebuild-state --dir " + data);
        }
    }

    @Test
    void shouldNoticeStateOfAnotherVersionThatDoesNotSaySo(LocalServers servers) throws Exception {
        // given: as if the number had been forgotten
        Path data = unpack(1);
        Map<String, JobDefinition> jobs = new HashMap<>();
        definitions(servers).forEach(j -> jobs.put(j.name(), j));

        // when, then
        try (LocalFlink flink = LocalFlink.start(FlinkOptions.in(data))) {
            assertThatThrownBy(() -> flink.awaitRunning(flink.submit(jobs.get("tidewatch-detect"))))
                    .isInstanceOf(RestoreFailedException.class);
        }
    }

    /**
     * Flink restores a class whose field has gone or has another name, without the field's value: so the fields are compared
     * here. One that was added is empty after a restore, and its Javadoc says what that means.
     */
    @Test
    void shouldKeepTheFieldsOfEveryClassInState() throws Exception {
        Path golden = Path.of("src", "test", "resources", "state", "checkpoints-" + newest() + ".txt");
        if (Boolean.getBoolean("golden.update")) {
            List<String> lines = new ArrayList<>();
            for (String name : classesIn(newest())) {
                lines.add(name + " " + String.join(" ", fields(name)));
            }
            Files.write(golden, lines);
        }
        List<String> lines = Files.readAllLines(golden);
        assertThat(lines).hasSizeGreaterThan(30);
        for (String line : lines) {
            List<String> words = List.of(line.split(" "));
            assertThat(fields(words.get(0)))
                    .as("%s is in state: raise the job's STATE_VERSION and add a fixture", words.get(0))
                    .containsAll(words.subList(1, words.size()));
        }
    }

    private static List<String> fields(String name) throws ClassNotFoundException {
        return Arrays.stream(Class.forName(name).getDeclaredFields())
                .filter(f -> !Modifier.isStatic(f.getModifiers()) && !Modifier.isTransient(f.getModifiers()))
                .map(f -> f.getName() + ":" + f.getType().getSimpleName())
                .sorted()
                .toList();
    }

    /** The classes of this project that serializers in a fixture name. */
    private static Set<String> classesIn(int n) throws IOException {
        Set<String> names = new TreeSet<>();
        try (ZipInputStream zip = new ZipInputStream(
                CheckpointFixturesIT.class.getResourceAsStream("/state/checkpoints-" + n + ".zip"))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                Matcher m = CLASS.matcher(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
                while (m.find()) {
                    names.add(m.group());
                }
            }
        }
        return names;
    }

    private List<JobDefinition> definitions(LocalServers servers) throws IOException, InterruptedException {
        Configuration configuration = Configuration.defaults(Checkouts.root());
        Backends backends = new Backends(servers.kafkaBootstrap(), servers.elasticsearchUrl(), servers.redisUrl());
        Jobs.prepare(backends);
        return Jobs.plan(backends, configuration, StackFiles.read(configuration), "0123456789abcdef")
                .definitions();
    }

    private static int newest() {
        int n = 1;
        while (resource(n + 1) != null) {
            n++;
        }
        return n;
    }

    private static @Nullable URI resource(int n) {
        var found = CheckpointFixturesIT.class.getResource("/state/checkpoints-" + n + ".zip");
        return found == null ? null : URI.create(found.toString());
    }

    private Path unpack(int n) throws IOException {
        Path data = directory.resolve("data-" + n);
        try (ZipInputStream zip = new ZipInputStream(
                CheckpointFixturesIT.class.getResourceAsStream("/state/checkpoints-" + n + ".zip"))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                Path file = data.resolve(e.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return data;
    }

    private static String get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
