package io.tidewatch.local.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    private Path directory;

    @Test
    void shouldHaveDefaultsWhenNothingIsSet() {
        Configuration c = Configuration.defaults(directory);

        assertThat(c.duration(Option.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
        assertThat(c.number(Option.TEXT_MAX_LENGTH)).isEqualTo(20_000);
        assertThat(c.size(Option.MEMORY_REQUIRED)).isEqualTo(3L << 30);
        assertThat(c.isSet(Option.ELASTICSEARCH_URL)).isFalse();
        assertThat(c.path(Option.RULES_DIR)).isEqualTo(directory.resolve("alert-rules/rules"));
    }

    @Test
    void shouldPreferCommandLineOverEnvironmentOverFile() throws IOException {
        // given
        Path file = file("""
                parallelism: 3
                checkpoint: {interval: 20s}
                state.backend: rocksdb
                text:
                  max-length: 100
                """);

        // when
        Configuration c = Configuration.read(
                directory,
                file,
                Map.of("TIDEWATCH_PARALLELISM", "4", "TIDEWATCH_CHECKPOINT_INTERVAL", "30s", "PATH", "/bin"),
                Map.of("parallelism", "5"));

        // then
        assertThat(c.number(Option.PARALLELISM)).isEqualTo(5);
        assertThat(c.duration(Option.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofSeconds(30));
        assertThat(c.text(Option.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(c.number(Option.TEXT_MAX_LENGTH)).isEqualTo(100);
    }

    @Test
    void shouldReadTheDelaysOfSourcesHoweverTheyAreNested() throws IOException {
        Path file = file("""
                sources.hotline.delay: 4h
                parallelism: 3
                """);
        Path nested = Files.writeString(directory.resolve("nested.yaml"), """
                sources: {hotline: {delay: 4h}, survey.eu.delay: 1d, 'weibo': {delay: 0s}}
                """);

        assertThat(Configuration.read(directory, file, Map.of(), Map.of()).sourceDelays())
                .isEqualTo(Map.of("hotline", Duration.ofHours(4)));
        assertThat(Configuration.read(directory, nested, Map.of(), Map.of()).sourceDelays())
                .isEqualTo(Map.of(
                        "hotline", Duration.ofHours(4), "survey.eu", Duration.ofDays(1), "weibo", Duration.ZERO));
    }

    @Test
    void shouldSayWhatIsWrongWithTheDelayOfASource() throws IOException {
        Path file = file("""
                sources:
                  hotline: {delay: soon}
                  survey: {delya: 1d}
                """);

        assertThatThrownBy(() -> Configuration.read(directory, file, Map.of(), Map.of()))
                .hasMessageContaining("'soon', expected a duration such as 0s, 30m, 4h or 1d")
                .hasMessageContaining("unknown key 'sources.survey.delya'")
                .hasMessageContaining("delay");
    }

    @Test
    void shouldReadTheZoneOfTheInstallation() throws IOException {
        Path file = file("timezone: Europe/Berlin\n");

        assertThat(Configuration.defaults(directory).zone(Option.TIMEZONE)).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(Configuration.read(directory, file, Map.of(), Map.of()).zone(Option.TIMEZONE))
                .isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(Configuration.read(directory, file, Map.of("TIDEWATCH_TIMEZONE", "+05:30"), Map.of())
                        .zone(Option.TIMEZONE))
                .isEqualTo(ZoneId.of("+05:30"));
        assertThatThrownBy(() -> Configuration.read(directory, file, Map.of(), Map.of("timezone", "Berlin")))
                .hasMessageContaining(
                        "timezone: 'Berlin', expected a time zone such as Asia/Shanghai, Europe/Berlin or +08:00");
    }

    @Test
    void shouldReportEveryProblemAtOnce() throws IOException {
        // given
        Path file = file("""
                elasticsearch:
                  ulr: http://localhost:9200
                paralelism: 2
                checkpoint.interval: soon
                state: {backend: disk}
                ingest: {secret: my-real-secret}
                kafka: localhost
                """);

        // when, then
        assertThatThrownBy(() -> Configuration.read(
                        directory, file, Map.of("TIDEWATCH_WALL_PORT", "99999"), Map.of("redis.url", "localhost")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(
                        "tidewatch.yaml:2:8: elasticsearch.ulr: unknown key 'elasticsearch.ulr', did you mean"
                                + " 'elasticsearch.url'?")
                .hasMessageContaining("unknown key 'paralelism', did you mean 'parallelism'?")
                .hasMessageContaining("checkpoint.interval: 'soon', expected a duration")
                .hasMessageContaining("state.backend: 'disk', expected one of [heap, rocksdb]")
                .hasMessageContaining("ingest.secret: expected file:PATH or env:NAME")
                .hasMessageContaining("kafka: expected a mapping")
                .hasMessageContaining("TIDEWATCH_WALL_PORT: '99999', expected a port")
                .hasMessageContaining("--redis.url: 'localhost', expected redis://host:port")
                .hasMessageNotContaining("my-real-secret");
    }

    @Test
    void shouldReadASecretOnlyThroughItsReference() throws IOException {
        // given
        Files.writeString(directory.resolve("ingest.key"), "s3cret\n");
        Path file = file("ingest: {secret: 'file:ingest.key'}\nid_key: env:ID_KEY\n");

        // when
        Configuration c = Configuration.read(directory, file, Map.of("ID_KEY", "k"), Map.of());

        // then
        assertThat(c.secret(Option.INGEST_SECRET)).contains("s3cret");
        assertThat(c.secret(Option.ID_KEY)).contains("k");
        assertThat(c.text(Option.INGEST_SECRET)).doesNotContain("s3cret");
    }

    @Test
    void shouldNameTheReferenceWhenASecretIsMissing() throws IOException {
        Configuration c = Configuration.read(directory, file("id_key: env:NOT_THERE\n"), Map.of(), Map.of());

        assertThatThrownBy(() -> c.secret(Option.ID_KEY)).hasMessage("id_key: env:NOT_THERE is empty");
    }

    @Test
    void shouldStartRelativePathsAtTheFile() throws IOException {
        Configuration c = Configuration.read(Path.of("/checkout"), file("rules.dir: mine\n"), Map.of(), Map.of());

        assertThat(c.path(Option.RULES_DIR)).isEqualTo(directory.resolve("mine"));
        assertThat(c.path(Option.NOTIFY_FILE)).isEqualTo(Path.of("/checkout/alert-rules/notify.yaml"));
    }

    @Test
    void shouldTakeAFileOfCommentsOnly() throws IOException {
        assertThat(Configuration.read(directory, file("# nothing set\n"), Map.of(), Map.of())
                        .number(Option.PARALLELISM))
                .isEqualTo(2);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("tidewatch.yaml"), text);
    }
}
