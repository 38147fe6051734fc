package io.tidewatch.dashboard.kibana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class KibanaPanelsTest {
    private static final Path COMMITTED = Path.of("kibana", KibanaPanels.FILE);

    @Test
    void shouldBeTheCommittedFile() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(COMMITTED, VoiceDashboard.ndjson());
        }
        assertThat(Files.readString(COMMITTED))
                .as("regenerate with -Dgolden.update=true, then read the difference")
                .isEqualTo(VoiceDashboard.ndjson());
    }

    @Test
    void shouldHaveNoProblems() throws IOException {
        assertThat(KibanaLint.problems(objects())).isEmpty();
    }

    @Test
    void shouldAskOneQueryPerPanel() throws IOException {
        // when
        List<PanelQuery> queries = PanelQueries.of(objects());

        // then
        assertThat(queries).hasSize(VoiceDashboard.panels().size() + 1);
        assertThat(queries).extracting(PanelQuery::index).contains("tidewatch-feedback", "tidewatch-alerts");
        PanelQuery volume = queries.stream()
                .filter(q -> q.title().contains("over time") && q.title().contains("issue"))
                .findFirst()
                .orElseThrow();
        JsonNode body = Json.tree(volume.queryJson());
        assertThat(body.at("/query/bool/filter/0/term/is_complaint").asText()).isEqualTo("1");
        assertThat(body.at("/aggs/time/date_histogram/field").asText()).isEqualTo("@timestamp");
        assertThat(body.at("/aggs/time/aggs/top-issues/terms/field").asText()).isEqualTo("issues");
    }

    @Test
    void shouldFindAVersionThatTheServerWouldRefuse() throws IOException {
        assertFound("expected 8.9.0", (o, panels) -> o.put("typeMigrationVersion", "10.3.0"));
        assertFound("expected 8.9.0", (o, panels) -> o.remove("typeMigrationVersion"));
        assertFound("expected 8.8.0", (o, panels) -> o.put("coreMigrationVersion", "9.0.0"));
    }

    @Test
    void shouldFindADroppedOrUnusedReference() throws IOException {
        assertFound("reference is missing", (o, panels) -> ((ArrayNode) o.path("references")).remove(3));
        assertFound(
                "reference is not used",
                (o, panels) -> ((ArrayNode) o.path("references"))
                        .add(SavedObjects.reference("search", "tidewatch-evidence", "lonely")));
        assertFound(
                "reference to nothing",
                (o, panels) -> ((ObjectNode) o.path("references").path(0)).put("id", "no"));
        assertFound(
                "layer has no reference",
                (o, panels) -> ((ArrayNode) panels.path(0).at("/embeddableConfig/attributes/references")).removeAll());
    }

    @Test
    void shouldFindAFieldThatCannotBeAggregated() throws IOException {
        assertFound("is text", (o, panels) -> column(panels, 5, "top-issues").put("sourceField", "text"));
        assertFound(
                "no field 'posts'",
                (o, panels) -> column(panels, 5, "top-issues").put("sourceField", "posts"));
        assertFound(
                "no field 'tidal'",
                (o, panels) -> ((ObjectNode) panels.path(5).at("/embeddableConfig/attributes/state/query"))
                        .put("query", "tidal : 1"));
        assertFound(
                "expected field : value",
                (o, panels) -> ((ObjectNode) panels.path(5).at("/embeddableConfig/attributes/state/query"))
                        .put("query", "not is_complaint > 1"));
    }

    @Test
    void shouldFindWhatLensWouldNotDraw() throws IOException {
        assertFound(
                "operation 'formula'", (o, panels) -> column(panels, 0, "count").put("operationType", "formula"));
        assertFound(
                "names no column",
                (o, panels) -> ((ObjectNode) panels.path(0).at("/embeddableConfig/attributes/state/visualization"))
                        .put("metricAccessor", "gone"));
        assertFound(
                "does not name layer",
                (o, panels) -> ((ObjectNode) panels.path(0).at("/embeddableConfig/attributes/state/visualization"))
                        .put("layerId", "gone"));
        assertFound(
                "ordered by no column",
                (o, panels) ->
                        ((ObjectNode) column(panels, 5, "top-issues").at("/params/orderBy")).put("columnId", "gone"));
        assertFound("columnOrder", (o, panels) -> ((ArrayNode) layer(panels, 5).path("columnOrder")).remove(0));
    }

    @Test
    void shouldFindPanelsThatDoNotFitTheGrid() throws IOException {
        assertFound("overlap", (o, panels) -> ((ObjectNode) panels.path(1).path("gridData")).put("x", 5));
        assertFound(
                "outside the grid", (o, panels) -> ((ObjectNode) panels.path(4).path("gridData")).put("w", 30));
        assertFound(
                "differs from gridData.i",
                (o, panels) -> ((ObjectNode) panels.path(4).path("gridData")).put("i", "x"));
        assertFound(
                "unknown attribute sections", (o, panels) -> ((ObjectNode) o.path("attributes")).putArray("sections"));
    }

    @Test
    void shouldSendOneFileAndCountWhatWasTaken() throws IOException {
        // given
        try (HttpReceiver kibana = kibana("{\"success\":true,\"successCount\":4}")) {
            KibanaImport importer = new KibanaImport("http://elastic:pw@127.0.0.1:" + kibana.port() + "/");

            // when
            int taken = importer.send();

            // then
            assertThat(taken).isEqualTo(4);
            assertThat(kibana.requests()).singleElement().satisfies(r -> {
                assertThat(r.method()).isEqualTo("POST");
                assertThat(r.headers()).containsEntry("kbn-xsrf", "true");
                assertThat(r.headers().get("authorization")).startsWith("Basic ");
                assertThat(r.text()).contains("filename=\"tidewatch.ndjson\"").contains("\"id\":\"tidewatch-voice\"");
            });
            assertThat(importer.isAvailable()).isTrue();
        }
    }

    @Test
    void shouldNotTakeTwoHundredForSuccess() {
        try (HttpReceiver kibana = kibana(
                "{\"success\":false,\"errors\":[{\"id\":\"tidewatch-voice\",\"error\":{\"type\":\"missing_references\"}}]}")) {
            assertThatThrownBy(() -> new KibanaImport(kibana.url("")).send())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("missing_references");
        }
    }

    /** Is available and answers an import so. */
    private static HttpReceiver kibana(String answer) {
        HttpReceiver kibana = new HttpReceiver();
        kibana.answers(r -> new HttpReceiver.Answer(
                200, r.path().equals("/api/status") ? "{\"status\":{\"overall\":{\"level\":\"available\"}}}" : answer));
        return kibana;
    }

    private static List<JsonNode> objects() throws IOException {
        return SavedObjects.parse(VoiceDashboard.ndjson());
    }

    private static ObjectNode layer(ArrayNode panels, int panel) {
        return (ObjectNode) panels.path(panel)
                .at("/embeddableConfig/attributes/state/datasourceStates/formBased/layers")
                .elements()
                .next();
    }

    private static ObjectNode column(ArrayNode panels, int panel, String id) {
        return (ObjectNode) layer(panels, panel).path("columns").path(id);
    }

    /** Breaks the dashboard and asserts that the linter says so. */
    private static void assertFound(String problem, BiConsumer<ObjectNode, ArrayNode> breaking) throws IOException {
        List<JsonNode> objects = objects();
        ObjectNode dashboard = (ObjectNode) objects.get(objects.size() - 1);
        ArrayNode panels =
                (ArrayNode) Json.tree(dashboard.at("/attributes/panelsJSON").asText());
        breaking.accept(dashboard, panels);
        ((ObjectNode) dashboard.path("attributes")).put("panelsJSON", panels.toString());
        assertThat(KibanaLint.problems(objects)).anySatisfy(p -> assertThat(p).contains(problem));
    }
}
