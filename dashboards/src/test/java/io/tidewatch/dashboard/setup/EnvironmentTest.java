package io.tidewatch.dashboard.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
    @Test
    void shouldPutUserAndPasswordIntoTheUrl(@TempDir Path dir) throws IOException {
        // given
        Path secret = Files.writeString(dir.resolve("p"), "a b/@\n");
        Environment env = new Environment(Map.of(
                "URL", "http://elasticsearch:9200",
                "TIDEWATCH_ELASTICSEARCH_USER", "elastic",
                "TIDEWATCH_ELASTICSEARCH_PASSWORD", "file:" + secret));

        // when
        String url = env.url("URL");

        // then
        assertThat(url).isEqualTo("http://elastic:a%20b%2F%40@elasticsearch:9200");
        assertThat(java.net.URI.create(url).getUserInfo()).isEqualTo("elastic:a b/@");
    }

    @Test
    void shouldNotTakeOrShowASecretInTheOpen() {
        assertThatThrownBy(() -> new Environment(Map.of("KEY", "hunter2")).secret("KEY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("KEY")
                .hasMessageNotContaining("hunter2");
        assertThat(new Environment(Map.of("KEY", "env:OTHER", "OTHER", "x")).secret("KEY"))
                .isEqualTo("x");
        assertThatThrownBy(() -> new Environment(Map.of()).required("KEY")).hasMessageContaining("KEY is missing");
    }
}
