package io.tidewatch.dashboard.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Severity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WallServerTest {
    private static final String NO_ELASTICSEARCH = "http://127.0.0.1:1";

    private RealRedis redis;
    private WallServer wall;

    @BeforeEach
    void start() throws IOException {
        redis = new RealRedis();
        wall = WallServer.start(settings(0));
    }

    @AfterEach
    void stop() throws IOException {
        wall.close();
        redis.close();
    }

    @Test
    void shouldPushWhatTheLiveStoreHolds() throws Exception {
        // given
        long now = Clock.systemUTC().millis();
        redis.run(r -> {
            WallScene.figures(r, now, "logistics.transit_delay", 7.5);
            WallScene.stream(r, now, WallScene.TEXTS);
            WallScene.open(r, WallScene.incident("logistics.transit_delay", Severity.CRITICAL, now, 34, "open", "浙江"));
        });

        try (Page page = new Page(wall.url())) {
            // when
            JsonNode live =
                    page.await("live", d -> !d.path("incidents").isEmpty()).data();

            // then
            assertThat(live.path("light").asText()).isEqualTo("critical");
            assertThat(live.at("/incidents/0/name/zh").asText()).isEqualTo("运输延误/停滞");
            assertThat(live.at("/incidents/0/regions/0").asText()).isEqualTo("浙江");
            assertThat(live.at("/incidents/0/now").asInt()).isEqualTo(120);
            assertThat(live.at("/incidents/0/voices").asInt()).isEqualTo(97);
            assertThat(live.at("/issues/rows/0/id").asText()).isEqualTo("logistics.transit_delay");
            assertThat(live.at("/sources").size()).isEqualTo(6);
            assertThat(live.at("/sentiment/negative").asInt()).isEqualTo(412);
            assertThat(live.at("/quotes").size()).isEqualTo(WallScene.TEXTS.size());
            assertThat(live.at("/open/oldest_unacknowledged").asLong()).isEqualTo(now - 34 * 60_000);
        }
    }

    @Test
    void shouldWaitForDataWhenTheStoreIsEmpty() throws Exception {
        try (Page page = new Page(wall.url())) {
            // when
            JsonNode live = page.await("live", d -> true).data();
            JsonNode history = page.await("history", d -> true).data();

            // then
            assertThat(live.path("light").asText()).isEqualTo("waiting");
            assertThat(live.path("sentiment")).isEmpty();
            assertThat(live.at("/issues/rows")).isEmpty();
            assertThat(history.path("state").asText()).isEqualTo("away");
            assertThat(history.has("complaints")).isFalse();
        }
    }

    @Test
    void shouldGoBlindWhenRedisGoesAndSeeAgainWhenItIsBack() throws Exception {
        // given
        long now = Clock.systemUTC().millis();
        redis.run(r -> WallScene.figures(r, now, "none", 1));
        try (Page page = new Page(wall.url())) {
            page.await("live", d -> d.path("light").asText().equals("normal"));

            // when
            redis.stop();

            // then
            JsonNode blind = page.await("live", d -> d.path("light").asText().equals("blind"))
                    .data();
            assertThat(blind.path("freshness").asText()).isEqualTo("away");
            assertThat(blind.path("as_of").asLong())
                    .isLessThan(blind.path("now").asLong());
            assertThat(blind.at("/issues/rows")).as("the last figures stay").isNotEmpty();

            // and when
            redis.start();

            // then
            page.await("live", d -> d.path("light").asText().equals("waiting"));
        }
    }

    @Test
    void shouldNotCallItNormalWhenAnIncidentCannotBeRead() throws Exception {
        // given
        long now = Clock.systemUTC().millis();
        redis.run(r -> {
            WallScene.figures(r, now, "none", 1);
            r.hset("tw:incidents:open", "x", "{not json");
        });

        try (Page page = new Page(wall.url())) {
            // when
            JsonNode live =
                    page.await("live", d -> d.path("unreadable").asInt() == 1).data();

            // then
            assertThat(live.path("light").asText()).isEqualTo("attention");
        }
    }

    @Test
    void shouldSendAReturningPageOnlyWhatItHasNotSeen() throws Exception {
        // given
        String id;
        try (Page page = new Page(wall.url())) {
            page.await("history", d -> true);
            id = page.await("live", d -> true).id();
        }

        try (Page page = new Page(wall.url(), "Last-Event-ID", id)) {
            // when
            Page.Event first = page.next();

            // then
            assertThat(Long.parseLong(first.id())).isGreaterThan(Long.parseLong(id));
        }
    }

    @Test
    void shouldForbidEverythingFromElsewhere() throws Exception {
        // when
        HttpResponse<String> page = get("/");

        // then
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        for (String file : List.of("/", "/wall.js", "/words.js", "/volume.js", "/dom.js", "/wall.css")) {
            assertThat(get(file).body().replace("http://www.w3.org/2000/svg", ""))
                    .as(file)
                    .doesNotContain("http://", "https://", "innerHTML", "insertAdjacentHTML", "document.write");
        }
        assertThat(get("/echarts.min.js").body()).hasSizeGreaterThan(1_000_000);
        assertThat(get("/health").body()).contains("light");
        assertThat(get("/../../WallServer.class").statusCode()).isIn(400, 404);
    }

    @Test
    void shouldTellThePageTheZoneOfTheInstallation() throws Exception {
        // given
        assertThat(get("/installation.js").body()).isEqualTo("export const timezone = \"Asia/Shanghai\";\n");
        WallSettings berlin = new WallSettings(
                "127.0.0.1", 0, redis.url(), NO_ELASTICSEARCH, WallScene.taxonomy(), ZoneId.of("Europe/Berlin"));

        try (WallServer there = WallServer.start(berlin)) {
            // when
            HttpResponse<String> module = get(there, "/installation.js");

            // then
            assertThat(module.body()).isEqualTo("export const timezone = \"Europe/Berlin\";\n");
            assertThat(module.headers().firstValue("Content-Type").orElseThrow())
                    .contains("text/javascript");
        }
    }

    @Test
    void shouldSayWhatToDoWhenThePortIsTaken() {
        int port = URI.create(wall.url()).getPort();
        assertThatThrownBy(() -> WallServer.start(settings(port)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("wall.port");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(wall, path);
    }

    private static HttpResponse<String> get(WallServer of, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(of.url() + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private WallSettings settings(int port) {
        return new WallSettings("127.0.0.1", port, redis.url(), NO_ELASTICSEARCH, WallScene.taxonomy());
    }
}
