package io.tidewatch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.job.settings.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMainTest {
    private final Map<String, String> env = new HashMap<>(Map.of(
            "TIDEWATCH_KAFKA_BOOTSTRAP", "kafka:19092",
            "TIDEWATCH_ELASTICSEARCH_URL", "http://elasticsearch:9200",
            "TIDEWATCH_REDIS_URL", "redis://redis:6379",
            "TIDEWATCH_ID_KEY", "env:KEY",
            "KEY", "0123456789abcdef"));

    @Test
    void shouldReadSecretsFromWhereTheyAreMounted(@TempDir Path dir) throws IOException {
        // given
        env.put("TIDEWATCH_ELASTICSEARCH_USER", "elastic");
        env.put("TIDEWATCH_ELASTICSEARCH_PASSWORD", "file:" + Files.writeString(dir.resolve("p"), "s3cret\n"));

        // when
        JobSettings settings = JobMain.settings(env);

        // then
        assertThat(settings.elasticsearch().password()).isEqualTo("s3cret");
        assertThat(settings.idKey()).hasSize(16);
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    @Test
    void shouldTakeTheZoneThatIsGiven() {
        env.put("TIDEWATCH_ELASTICSEARCH_USER", "elastic");
        env.put("TIDEWATCH_ELASTICSEARCH_PASSWORD", "env:KEY");

        assertThat(JobMain.settings(env).timezone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        env.put("TIDEWATCH_TIMEZONE", "Europe/Berlin");
        assertThat(JobMain.settings(env).timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        env.put("TIDEWATCH_TIMEZONE", "Berlin");
        assertThatThrownBy(() -> JobMain.settings(env))
                .hasMessageContaining("TIDEWATCH_TIMEZONE: 'Berlin', expected a time zone such as Asia/Shanghai");
    }

    @Test
    void shouldNameWhatIsMissingAndNotShowASecret() {
        env.put("TIDEWATCH_ID_KEY", "0123456789abcdef");
        assertThatThrownBy(() -> JobMain.settings(env))
                .hasMessageContaining("TIDEWATCH_ID_KEY")
                .hasMessageNotContaining("0123456789abcdef");
        env.remove("TIDEWATCH_REDIS_URL");
        assertThatThrownBy(() -> JobMain.settings(env)).hasMessageContaining("TIDEWATCH_REDIS_URL is missing");
    }
}
