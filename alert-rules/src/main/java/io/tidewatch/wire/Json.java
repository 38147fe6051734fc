package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidewatch.time.WireTime;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The one JSON mapper, and the small reading and writing steps that the wire formats share. */
public final class Json {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(8_000_000)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Thread-safe; refuses duplicate keys and trailing tokens. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** @throws JsonProcessingException when the bytes are not one JSON value */
    public static JsonNode tree(byte[] json) throws IOException {
        return MAPPER.readTree(json);
    }

    /** @throws JsonProcessingException when the text is not one JSON value */
    public static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /** The field, outer ones before it with dots, that a text stops being JSON in; empty outside of any. */
    static String brokenAt(String json) {
        try (JsonParser p = FACTORY.createParser(json)) {
            try {
                while (p.nextToken() != null) {
                    // on to where it breaks
                }
            } catch (IOException broken) {
                String pointer = p.getParsingContext().pathAsPointer().toString();
                return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Writes one object without an intermediate tree. */
    public static String write(ObjectBody body) {
        try {
            StringWriter out = new StringWriter(1024);
            try (JsonGenerator g = FACTORY.createGenerator(out)) {
                g.writeStartObject();
                body.write(g);
                g.writeEndObject();
            }
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fields of one object. */
    @FunctionalInterface
    public interface ObjectBody {
        void write(JsonGenerator g) throws IOException;
    }

    static void text(JsonGenerator g, String name, @Nullable String value) throws IOException {
        if (value == null) {
            g.writeNullField(name);
        } else {
            g.writeStringField(name, value);
        }
    }

    static void number(JsonGenerator g, String name, @Nullable Double value) throws IOException {
        if (value == null || value.isNaN() || value.isInfinite()) {
            g.writeNullField(name);
        } else {
            g.writeNumberField(name, rounded(value));
        }
    }

    /** Four decimals: enough for every figure we print, and equal on every machine. */
    static double rounded(double value) {
        return Math.abs(value) < 1e11 ? Math.round(value * 10_000d) / 10_000d : value;
    }

    static void time(JsonGenerator g, String name, long epochMillis) throws IOException {
        if (epochMillis == 0) {
            g.writeNullField(name);
        } else {
            g.writeStringField(name, WireTime.print(epochMillis));
        }
    }

    static void texts(JsonGenerator g, String name, Collection<String> values) throws IOException {
        g.writeArrayFieldStart(name);
        for (String v : values) {
            g.writeString(v);
        }
        g.writeEndArray();
    }

    static String string(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    /**
     * A word of a closed set.
     *
     * @throws IllegalArgumentException when the field is missing, or names nothing
     */
    static <T> T word(JsonNode node, String name, Function<String, Optional<T>> of) {
        String word = string(node, name);
        return of.apply(word).orElseThrow(() -> new IllegalArgumentException(name + ": unknown word '" + word + "'"));
    }

    static @Nullable String optional(JsonNode node, String name) {
        JsonNode v = node.get(name);
        return v == null || v.isNull() ? null : v.asText();
    }

    static @Nullable Double decimal(JsonNode node, String name) {
        JsonNode v = node.get(name);
        return v == null || !v.isNumber() ? null : v.doubleValue();
    }

    static long millis(JsonNode node, String name) {
        JsonNode v = node.get(name);
        return v == null || v.isNull()
                ? 0
                : WireTime.parse(v.asText()).toInstant().toEpochMilli();
    }

    static List<String> strings(JsonNode node, String name) {
        List<String> out = new ArrayList<>();
        for (JsonNode v : node.path(name)) {
            out.add(v.asText());
        }
        return out;
    }
}
