package io.tidewatch.local.stored;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Verification;
import io.tidewatch.job.annotate.TextAnalysis;
import io.tidewatch.job.index.StoredReading;
import io.tidewatch.local.server.LocalServers;
import io.tidewatch.local.server.LocalServersExtension;
import io.tidewatch.testing.Eventually;
import io.tidewatch.wire.AnnotatedJson;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real analysis and the real Elasticsearch, with an index of each test's own. */
@ExtendWith(LocalServersExtension.class)
class RetaggingIT {
    private static final long SAID = 1_793_707_265_000L;
    private static final TextAnalysis.Factory FACTORY =
            TextAnalysis.packaged("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    private static final TextAnalysis BEFORE = FACTORY.open(Map.of("own.yaml", leaf("雨伞")));
    private static final TextAnalysis TODAY = FACTORY.open(Map.of("own.yaml", leaf("车位满了")));

    private final List<String> said = new ArrayList<>();

    private ElasticsearchHttp elasticsearch;
    private String index;
    private PastFeedback past;

    @BeforeEach
    void install(LocalServers servers, TestInfo test) throws IOException {
        IndexTemplates.install(servers.elasticsearchUrl());
        elasticsearch = new ElasticsearchHttp(servers.elasticsearchUrl(), Duration.ofSeconds(30));
        index = "tidewatch-feedback-retag-it-"
                + test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        past = new PastFeedback(elasticsearch, index + "*");
    }

    @Test
    void shouldGiveStoredMessagesTheAnnotationOfTodayAndLeaveTheRest() throws Exception {
        // given
        for (int i = 0; i < 30; i++) {
            store("m:" + i, raw(i), BEFORE, i % 2 == 0 ? index : index + "-other");
        }
        ObjectNode gone = document(raw(30), BEFORE).put("deleted", true).put("text", "");
        put("m:30", gone, SAID + 30, index);
        ObjectNode before = source("m:4");
        assertThat(before.path("issues").toString()).isEqualTo("[\"other\"]");

        // when
        Retagging retagging = retagging(TODAY, 1_000);
        until(retagging, () -> past.read(TODAY.version()).unread() == 0);

        // then
        ReadPast read = past.read(TODAY.version());
        assertThat(read).isEqualTo(new ReadPast(TODAY.version(), 30, 30));
        ObjectNode expected = before.deepCopy();
        expected.setAll(StoredReading.of(TODAY.analyze(raw(4))));
        assertThat(source("m:4")).isEqualTo(expected);
        assertThat(expected.path("issues").toString()).isEqualTo("[\"parking.full\"]");
        assertThat(expected.path("is_complaint").asInt()).isEqualTo(1);
        assertThat(source("m:30")).isEqualTo(gone);
        assertThat(said)
                .containsExactly(
                        "stored feedback: 30 of 30 messages are read again by analysis " + TODAY.version(),
                        "stored feedback: read again by analysis " + TODAY.version());
    }

    @Test
    void shouldGoOnWhereItWasKilledNewestFirstAndReadNothingTwice() throws Exception {
        // given
        for (int i = 0; i < 10; i++) {
            store("k:" + i, raw(i), BEFORE, index);
        }
        Retagging killed = retagging(TODAY, 6);

        // when
        killed.stepSafely();
        killed.stepSafely();
        refresh();

        // then
        assertThat(past.read(TODAY.version())).isEqualTo(new ReadPast(TODAY.version(), 6, 10));
        for (int i = 0; i < 10; i++) {
            assertThat(source("k:" + i).path("analysis_version").asText())
                    .isEqualTo(i < 4 ? BEFORE.version() : TODAY.version());
        }

        // when
        until(retagging(TODAY, 1_000), () -> past.read(TODAY.version()).unread() == 0);

        // then
        for (int i = 0; i < 10; i++) {
            assertThat(hit("k:" + i).path("_version").asLong()).isEqualTo(SAID + i + 1);
        }
    }

    @Test
    void shouldLeaveWhatSomebodyWroteMeanwhileAndReadThatToo() throws Exception {
        // given
        store("w:1", raw(1), BEFORE, index);
        store("w:2", raw(2), BEFORE, index);
        Feedback updated = raw(1).toBuilder()
                .op("update")
                .opTime(SAID + 60_000)
                .text("又是车位满了，改过")
                .build();
        AtomicBoolean once = new AtomicBoolean();
        TextAnalysis slow = new During(TODAY, () -> {
            if (!once.getAndSet(true)) {
                put("w:1", document(updated, BEFORE), SAID + 60_000, index);
            }
        });

        // when
        Retagging retagging = retagging(slow, 1_000);
        retagging.stepSafely();

        // then
        assertThat(source("w:1").path("text").asText()).isEqualTo("又是车位满了，改过");
        assertThat(source("w:1").path("analysis_version").asText()).isEqualTo(BEFORE.version());
        assertThat(source("w:2").path("analysis_version").asText()).isEqualTo(TODAY.version());

        // when
        until(retagging, () -> past.read(TODAY.version()).unread() == 0);

        // then
        assertThat(source("w:1").path("text").asText()).isEqualTo("又是车位满了，改过");
        assertThat(source("w:1").path("issues").toString()).isEqualTo("[\"parking.full\"]");
    }

    @Test
    void shouldLetALaterUpdateOrDeletePassOverWhatWasReadAgain() throws Exception {
        // given
        store("l:1", raw(1), BEFORE, index);
        until(retagging(TODAY, 1_000), () -> past.read(TODAY.version()).unread() == 0);

        // when
        ObjectNode deleted = document(raw(1), TODAY).put("deleted", true).put("text", "");
        put("l:1", deleted, SAID + 5_000, index);

        // then
        assertThat(source("l:1").path("deleted").asBoolean()).isTrue();
        refresh();
        until(retagging(BEFORE, 1_000), () -> past.read(BEFORE.version()).unread() == 0);
        assertThat(source("l:1")).isEqualTo(deleted);
    }

    @Test
    void shouldPassOverAMessageThatCannotBeReadAndSaySo() throws Exception {
        // given
        store("b:1", raw(1), BEFORE, index);
        ObjectNode broken = document(raw(2), BEFORE);
        broken.remove("source");
        put("b:2", broken, SAID, index);
        store("b:3", raw(3), BEFORE, index);

        // when
        Retagging retagging = retagging(TODAY, 1_000);
        until(retagging, () -> said.size() == 2);

        // then
        assertThat(past.read(TODAY.version())).isEqualTo(new ReadPast(TODAY.version(), 2, 3));
        assertThat(said.get(1)).endsWith("but for 1 that cannot be read, see the log");
        for (int i = 0; i < 25; i++) {
            assertThat(retagging.stepSafely()).isEqualTo(1_000);
        }

        // when
        store("b:4", raw(4), BEFORE, index);
        until(retagging, () -> past.read(TODAY.version()).read() == 3);

        // then
        assertThat(source("b:4").path("issues").toString()).isEqualTo("[\"parking.full\"]");
        assertThat(source("b:2")).isEqualTo(broken);
    }

    @Test
    void shouldReadNoFasterThanItMay() {
        assertThat(Retagging.pause(100, 200, 120)).isEqualTo(380);
        assertThat(Retagging.pause(100, 200, 700)).isZero();
        assertThat(Retagging.pause(1, 1, 0)).isEqualTo(1_000);
    }

    @Test
    void shouldSayOnceThatElasticsearchIsAwayAndAskEverLessOften() {
        // given
        PastFeedback away = new PastFeedback(new ElasticsearchHttp("http://127.0.0.1:1", Duration.ofSeconds(1)));
        Retagging retagging = new Retagging(away, () -> TODAY, 10, said::add);

        // when
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            waits.add(retagging.stepSafely());
        }

        // then
        assertThat(waits).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 64_000L, 64_000L, 64_000L);
        assertThat(said).singleElement().asString().startsWith("stored feedback: cannot be read again now");
    }

    @Test
    void shouldRunByItselfAndTakeATaxonomyThatGoesLive() throws Exception {
        // given
        store("r:1", raw(1), BEFORE, index);
        AtomicBoolean saved = new AtomicBoolean();
        List<String> heard = java.util.Collections.synchronizedList(new ArrayList<>());

        // when
        try (Retagging retagging = new Retagging(past, () -> saved.get() ? TODAY : BEFORE, 100, heard::add)) {
            retagging.start();
            saved.set(true);

            // then
            Eventually.within(Duration.ofSeconds(20))
                    .see("read again", () -> past.read(TODAY.version()).unread(), n -> n == 0);
            Eventually.within(Duration.ofSeconds(20)).see("said", () -> List.copyOf(heard), s -> s.size() == 2);
        }
    }

    // --- the stored messages ---

    private Retagging retagging(TextAnalysis analysis, int perSecond) {
        return new Retagging(past, () -> analysis, perSecond, said::add);
    }

    /** What is to be seen. */
    private interface Seen {
        boolean look() throws IOException;
    }

    private void until(Retagging retagging, Seen seen) {
        Eventually.within(Duration.ofSeconds(20))
                .see(
                        "all read",
                        () -> {
                            retagging.stepSafely();
                            try {
                                refresh();
                                return seen.look();
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        },
                        Boolean::booleanValue);
        retagging.stepSafely();
    }

    private static Feedback raw(int i) {
        return Feedback.builder("m:" + i, "it", SAID + i)
                .channel("social")
                .text("周末车位满了，气死我了，联系13812345678 " + i)
                .author(new Author("u-" + i, AuthorRole.CUSTOMER, "张三", 3, Verification.NONE))
                .build();
    }

    private static ObjectNode document(Feedback raw, TextAnalysis analysis) throws IOException {
        AnnotatedFeedback a = analysis.analyze(raw).withTimes(SAID + 100, SAID + 200);
        ObjectNode document = (ObjectNode) Json.tree(AnnotatedJson.write(a));
        document.put("@timestamp", raw.eventTime()).put("region", "unknown").put("deleted", false);
        document.setAll(StoredReading.of(a));
        return document;
    }

    private void store(String id, Feedback raw, TextAnalysis analysis, String in) throws IOException {
        put(id, document(raw, analysis), raw.version(), in);
    }

    /** As the sink writes. */
    private void put(String id, JsonNode document, long version, String in) throws IOException {
        elasticsearch.put(
                "/" + in + "/_doc/" + id + "?refresh=true&version_type=external_gte&version=" + version,
                document.toString());
    }

    private void refresh() throws IOException {
        elasticsearch.post("/" + index + "*/_refresh", "");
    }

    private JsonNode hit(String id) throws IOException {
        refresh();
        JsonNode hits = elasticsearch
                .post("/" + index + "*/_search", "{\"version\":true,\"query\":{\"ids\":{\"values\":[\"" + id + "\"]}}}")
                .at("/hits/hits");
        assertThat(hits).hasSize(1);
        return hits.path(0);
    }

    private ObjectNode source(String id) throws IOException {
        return (ObjectNode) hit(id).path("_source");
    }

    private static String leaf(String keyword) {
        return """
                apiVersion: tidewatch/v1
                categories:
                - id: parking
                  name: {zh: 停车, en: Parking}
                leaves:
                - id: parking.full
                  name: {zh: 车位不够, en: Full}
                  severity: P1
                  need: 便捷
                  cause: 流程
                  touchpoint: store
                  owner: store-oncall
                  fallback: duty-manager
                  runbook: runbooks/store.md
                  negative_only: true
                  keywords: [%s]
                  examples: [周末车位满了, 又是车位满了]
                  counter_examples: [车位很多, 好停车]
                """.formatted(keyword);
    }

    /** Something happens while a message is read. */
    private interface Meanwhile {
        void happens() throws IOException;
    }

    private record During(TextAnalysis analysis, Meanwhile meanwhile) implements TextAnalysis {
        @Override
        public AnnotatedFeedback analyze(Feedback feedback) {
            return analysis.analyze(feedback);
        }

        @Override
        public AnnotatedFeedback again(AnnotatedFeedback stored) {
            try {
                meanwhile.happens();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return analysis.again(stored);
        }

        @Override
        public String version() {
            return analysis.version();
        }

        @Override
        public String mask(String text) {
            return analysis.mask(text);
        }
    }
}
