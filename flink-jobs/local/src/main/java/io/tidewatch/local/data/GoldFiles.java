package io.tidewatch.local.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.file.CsvFile;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.feedback.Label;
import io.tidewatch.text.evaluate.GoldAspect;
import io.tidewatch.text.evaluate.GoldSets;
import io.tidewatch.text.evaluate.GoldText;
import io.tidewatch.text.sentiment.LabelledText;
import io.tidewatch.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads texts of strangers with what people said of them: below a directory, {@code issues/} holds JSON lines (id, text
 * and, but for the service desk, gold: aspect, polarity −1…1, perhaps from and to, counted in code points; places outside of the text are none), {@code
 * sentiment/} holds CSV (label, text), {@code replay/} CSV (text). All are plain or end in .gz.
 */
public final class GoldFiles {
    private static final Map<String, String> ISSUES = names(
            GoldSets.COSMETICS,
            "issues/aspects_zh_cosmetics.jsonl",
            GoldSets.SERVICE_DESK,
            "issues/service_desk_zh.jsonl",
            GoldSets.CLOTHING,
            "issues/aspects_en_clothing.jsonl",
            GoldSets.LAPTOP,
            "issues/aspects_en_laptop.jsonl",
            GoldSets.RESTAURANT,
            "issues/aspects_en_restaurant.jsonl");

    private static final Map<String, String> SENTIMENT = names(
            GoldSets.TAKEAWAY,
            "sentiment/takeaway_waimai10k.csv",
            GoldSets.HOTEL,
            "sentiment/hotel_chnsenticorp_htl.csv",
            GoldSets.AIRLINE,
            "sentiment/english_airline_american.csv");

    private static final Map<String, String> TO_LEARN_FROM = names(
            GoldSets.SHOPPING,
            "sentiment/shopping_10cats.csv",
            GoldSets.CARS,
            "sentiment/car_topics_3class.csv",
            GoldSets.MICROBLOG,
            "sentiment/weibo_senti_sample.csv");

    private static final String HEADLINES = "replay/weibo_hot_search_2022.csv";

    /**
     * What was read.
     *
     * @param missing files that are not there
     */
    public record Read(List<GoldText> texts, List<String> missing) {}

    private GoldFiles() {}

    /** @throws UnusableFileException naming file and line that cannot be read, or when there is no file at all */
    public static Read read(Path directory) {
        List<GoldText> texts = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        ISSUES.forEach((set, name) -> {
            Path file = find(directory, name);
            if (Files.exists(file)) {
                lines(set, file, texts);
            } else {
                missing.add(name);
            }
        });
        SENTIMENT.forEach((set, name) -> {
            Path file = find(directory, name);
            if (Files.exists(file)) {
                rows(set, file, texts);
            } else {
                missing.add(name);
            }
        });
        if (missing.size() == ISSUES.size() + SENTIMENT.size()) {
            throw new UnusableFileException(
                    directory + ": no texts, expected at least one of " + missing + ", plain or gzipped");
        }
        return new Read(List.copyOf(texts), List.copyOf(missing));
    }

    /** As {@link #read}, and what only is learnt from. */
    public static Read readAll(Path directory) {
        Read read = read(directory);
        List<GoldText> texts = new ArrayList<>(read.texts());
        List<String> missing = new ArrayList<>(read.missing());
        TO_LEARN_FROM.forEach((set, name) -> {
            Path file = find(directory, name);
            if (Files.exists(file)) {
                rows(set, file, texts);
            } else {
                missing.add(name);
            }
        });
        Path headlines = find(directory, HEADLINES);
        if (Files.exists(headlines)) {
            headlines(headlines, texts);
        } else {
            missing.add(HEADLINES);
        }
        return new Read(List.copyOf(texts), List.copyOf(missing));
    }

    private static Path find(Path directory, String name) {
        Path plain = directory.resolve(name);
        return Files.exists(plain) ? plain : directory.resolve(name + ".gz");
    }

    private static void rows(String set, Path file, List<GoldText> into) {
        LabelledFiles.Read read = LabelledFiles.readOne(file);
        if (!read.problems().isEmpty()) {
            throw new UnusableFileException(read.problems().get(0));
        }
        int number = 0;
        for (LabelledText t : read.texts()) {
            number++;
            into.add(new GoldText(set, set + ":" + number, t.text(), t.label(), List.of()));
        }
    }

    /** Titles, each a plain statement. */
    private static void headlines(Path file, List<GoldText> into) {
        try (CsvFile csv = CsvFile.open(file)) {
            if (!csv.columns().contains("text")) {
                throw new UnusableFileException(file + ": expected the column text, found " + csv.columns());
            }
            for (CsvFile.Row r = csv.next(); r != null; r = csv.next()) {
                String text = r.cells().getOrDefault("text", "");
                if (!text.isBlank()) {
                    String id = GoldSets.HEADLINES + ":" + r.number();
                    into.add(new GoldText(GoldSets.HEADLINES, id, text, Label.NEUTRAL, List.of()));
                }
            }
        }
    }

    private static void lines(String set, Path file, List<GoldText> into) {
        long number = 1;
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                // a decoder of its own reports what it cannot read instead of replacing it
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (!line.isBlank()) {
                    into.add(text(set, Json.tree(line)));
                }
                number++;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UnusableFileException(file + ": line " + number + ": " + reason(e), e);
        }
    }

    private static String reason(Exception e) {
        return e instanceof com.fasterxml.jackson.core.JsonProcessingException j
                ? "not JSON, expected one object: " + j.getOriginalMessage()
                : e instanceof IOException
                        ? "cannot be read, expected UTF-8 text: " + e
                        : String.valueOf(e.getMessage());
    }

    private static GoldText text(String set, JsonNode line) {
        String id = words(line, "id");
        String text = words(line, "text");
        if (set.equals(GoldSets.SERVICE_DESK)) {
            return new GoldText(set, id, text, null, List.of());
        }
        if (!line.path("gold").isArray()) {
            throw new IllegalArgumentException("gold: missing, expected a list of aspects");
        }
        List<GoldAspect> aspects = new ArrayList<>();
        line.path("gold").forEach(a -> aspects.add(aspect(a, text)));
        return GoldText.ofAspects(set, id, text, aspects);
    }

    private static GoldAspect aspect(JsonNode a, String text) {
        String name = words(a, "aspect");
        JsonNode polarity = a.path("polarity");
        if (!polarity.isNumber() || Math.abs(polarity.doubleValue()) > 1) {
            throw new IllegalArgumentException("polarity: " + polarity + ", expected a number from -1 to 1");
        }
        Label label = polarity.doubleValue() > 0
                ? Label.POSITIVE
                : polarity.doubleValue() < 0 ? Label.NEGATIVE : Label.NEUTRAL;
        JsonNode from = a.path("from");
        JsonNode to = a.path("to");
        boolean inText = from.isInt()
                && to.isInt()
                && from.intValue() >= 0
                && from.intValue() < to.intValue()
                && to.intValue() <= text.codePointCount(0, text.length());
        return inText
                ? new GoldAspect(
                        name,
                        label,
                        text.offsetByCodePoints(0, from.intValue()),
                        text.offsetByCodePoints(0, to.intValue()))
                : new GoldAspect(name, label);
    }

    private static String words(JsonNode object, String field) {
        String found = object.path(field).asText("");
        if (!object.path(field).isTextual() || found.isBlank()) {
            throw new IllegalArgumentException(field + ": missing, expected words");
        }
        return found;
    }

    private static Map<String, String> names(String... setsAndFiles) {
        Map<String, String> out = new LinkedHashMap<>();
        for (int i = 0; i < setsAndFiles.length; i += 2) {
            out.put(setsAndFiles[i], setsAndFiles[i + 1]);
        }
        return java.util.Collections.unmodifiableMap(out);
    }
}
