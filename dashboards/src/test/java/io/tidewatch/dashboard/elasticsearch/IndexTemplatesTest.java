package io.tidewatch.dashboard.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class IndexTemplatesTest {
    static final List<String> KINDS = IndexTemplates.KINDS;
    static final List<String> WRITTEN =
            List.copyOf(new TreeSet<>(FullDocuments.all().keySet()));

    /** Fields that the index job adds to what the writer prints. */
    private static final Map<String, Set<String>> ADDED = Map.of(
            "feedback",
                    Set.of("@timestamp", "region", "issues", "categories", "is_negative", "is_complaint", "deleted"),
            "measures", Set.of("@timestamp", "issue", "region", "channel"),
            "alerts", Set.of("@timestamp", "issue", "region"),
            "incidents", Set.of("@timestamp", "regions"),
            "receipts", Set.of("@timestamp"),
            "dead-letters", Set.of("@timestamp"),
            "topics", Set.of("@timestamp"));

    @ParameterizedTest
    @FieldSource("WRITTEN")
    void shouldMapExactlyWhatIsWritten(String kind) throws IOException {
        // given
        Map<String, String> mapped = IndexTemplates.fields(kind);

        // when
        Map<String, JsonNode> written = leaves(Json.tree(FullDocuments.all().get(kind)), mapped);

        // then
        Set<String> expected = new TreeSet<>(ADDED.get(kind));
        expected.addAll(written.keySet());
        assertThat(mapped.keySet()).as("fields mapped for %s", kind).containsExactlyElementsOf(expected);
        written.forEach((path, value) -> assertThat(fits(mapped.get(path), value))
                .as("%s.%s as %s takes %s", kind, path, mapped.get(path), value)
                .isTrue());
    }

    @Test
    void shouldReadAnAlertAsItWasWritten() throws Exception {
        String json = FullDocuments.all().get("alerts");

        assertThat(AlertJson.write(AlertJson.read(json))).isEqualTo(json);
    }

    @Test
    void shouldNoticeWhenAFieldIsAddedToADocument() throws IOException {
        // given
        ObjectNode document = (ObjectNode) Json.tree(FullDocuments.all().get("feedback"));
        ((ObjectNode) document.path("customer")).put("planted", "x");

        // when
        Map<String, String> mapped = IndexTemplates.fields("feedback");
        Set<String> unmapped = new TreeSet<>(leaves(document, mapped).keySet());
        unmapped.removeAll(mapped.keySet());

        // then
        assertThat(unmapped).containsExactly("customer.planted");
    }

    @ParameterizedTest
    @FieldSource("KINDS")
    void shouldBeStrictAndReadableThroughOneAlias(String kind) throws IOException {
        // when
        JsonNode template = Json.tree(IndexTemplates.json(kind));

        // then
        assertThat(template.at("/index_patterns")).hasToString("[\"tidewatch-" + kind + "-*\"]");
        assertThat(template.at("/priority").asInt()).isEqualTo(500);
        assertThat(template.at("/template/aliases").fieldNames())
                .toIterable()
                .containsExactly(IndexTemplates.alias(kind));
        assertThat(template.at("/template/settings/index/number_of_shards").asInt())
                .isEqualTo(1);
        assertThat(template.at("/template/settings/index/number_of_replicas").asInt(-1))
                .isZero();
        assertThat(template.findValuesAsText("dynamic")).isNotEmpty().containsOnly("strict");
    }

    /** The local server lacks wildcard, constant_keyword, scaled_float, analyzers beyond the basic ones, and ILM. */
    @ParameterizedTest
    @FieldSource("KINDS")
    void shouldUseOnlyWhatEveryServerHas(String kind) throws IOException {
        // when
        JsonNode template = Json.tree(IndexTemplates.json(kind));

        // then
        assertThat(IndexTemplates.fields(kind).values())
                .isSubsetOf("keyword", "text", "date", "boolean", "byte", "integer", "long", "double", "flattened");
        assertThat(template.findValuesAsText("analyzer")).allMatch("whitespace"::equals);
        assertThat(template.at("/template/settings/index/lifecycle").isMissingNode())
                .isTrue();
    }

    @Test
    void shouldNameTheKindsWhenAskedForAnotherOne() {
        assertThatThrownBy(() -> IndexTemplates.json("posts"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'posts'")
                .hasMessageContaining("feedback");
    }

    @Test
    void shouldNotShowThePasswordWhenTheServerIsAway() {
        assertThatThrownBy(() -> IndexTemplates.install("http://elastic:s3cret@127.0.0.1:1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/_index_template/tidewatch-feedback")
                .hasMessageNotContaining("s3cret");
    }

    private static Map<String, JsonNode> leaves(JsonNode document, Map<String, String> mapped) {
        Map<String, JsonNode> out = new TreeMap<>();
        document.fields().forEachRemaining(e -> collect(e.getKey(), e.getValue(), mapped, out));
        return out;
    }

    private static void collect(String path, JsonNode value, Map<String, String> mapped, Map<String, JsonNode> out) {
        if (value.isArray()) {
            assertThat(value).as("%s is empty: fill it", path).isNotEmpty();
            value.forEach(v -> collect(path, v, mapped, out));
        } else if (value.isObject() && !"flattened".equals(mapped.get(path))) {
            value.fields().forEachRemaining(e -> collect(path + "." + e.getKey(), e.getValue(), mapped, out));
        } else {
            assertThat(value.isNull()).as("%s is null: fill it", path).isFalse();
            out.put(path, value);
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "keyword", "text" -> value.isTextual();
            case "date" -> value.isTextual() && WireTime.parse(value.asText()) != null;
            case "boolean" -> value.isBoolean();
            case "byte", "integer", "long" -> value.isIntegralNumber();
            case "double" -> value.isNumber();
            case "flattened" -> value.isObject();
            default -> false;
        };
    }

    /** Guards the guard: the list of kinds with a writer is complete but for the one that Redis feeds. */
    @Test
    void shouldHaveAWriterForEveryKindButSources() {
        List<String> kinds = new ArrayList<>(KINDS);
        kinds.remove("sources");
        assertThat(WRITTEN).containsExactlyInAnyOrderElementsOf(kinds);
    }
}
