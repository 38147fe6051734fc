package io.tidewatch.replay.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidewatch.connector.file.InputFile;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.replay.streams.StreamTruth.Ramp;
import io.tidewatch.replay.streams.StreamTruth.Shift;
import io.tidewatch.replay.streams.StreamTruth.Stretch;
import io.tidewatch.replay.streams.StreamTruth.Surge;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code {"series": {NAME: {first, bins, closed, surges, shifts, explained, injected}}}}: {@code first} is the time of
 * the first of {@code bins} five minutes; everything else is a list and numbers bins from there. {@code closed} (which may be
 * missing) holds {@code [first, bin after the last]}, {@code surges} {@code [onset, bin after the last]}, {@code shifts}
 * {@code [bin, ratio]}, {@code explained} {@code [first, last]} by its first bins, {@code injected} {@code [bin, [counts to
 * add]]}. Other fields and further parts are not looked at.
 */
final class TruthFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BINS = 100_000_000;

    private final Path file;
    private final String series;
    private final JsonNode node;
    private final int bins;

    private TruthFile(Path file, String series, JsonNode node) {
        this.file = file;
        this.series = series;
        this.node = node;
        this.bins = bin(node.path("bins"), "bins", 1, MOST_BINS);
    }

    /**
     * The series by name, without a message in any bin that was observed.
     *
     * @throws UnusableFileException naming file, series, field and value of what cannot be used
     */
    static Map<String, KeyedStream> read(Path file) {
        JsonNode all = tree(file).path("series");
        if (!all.isObject() || all.isEmpty()) {
            throw new UnusableFileException(
                    file + ": series: '" + all + "', expected an object with a field per series");
        }
        Map<String, KeyedStream> streams = new LinkedHashMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> i = all.fields(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> e = i.next();
            streams.put(e.getKey(), new TruthFile(file, e.getKey(), e.getValue()).stream());
        }
        return streams;
    }

    /** @throws DateTimeException when it is not yyyy-MM-dd HH:mm:ss */
    static long time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'))
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    private static JsonNode tree(Path file) {
        try (InputStream bytes = InputFile.open(file)) {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new UnusableFileException(file + ": " + e.getOriginalMessage() + ", expected JSON", e);
        } catch (IOException e) {
            throw new UnusableFileException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private KeyedStream stream() {
        int[] counts = new int[bins];
        int open = 0;
        JsonNode closed = node.has("closed") ? list("closed") : JSON.createArrayNode();
        for (int i = 0; i < closed.size(); i++) {
            int from = bin(closed.get(i).path(0), at("closed", i, 0), open, bins - 1);
            open = bin(closed.get(i).path(1), at("closed", i, 1), from + 1, bins);
            Arrays.fill(counts, from, open, KeyedStream.CLOSED);
        }
        return new KeyedStream(
                series, first(), counts, new StreamTruth(surges(), shifts(), explained(), ramps(counts)));
    }

    private long first() {
        try {
            return time(node.path("first").asText());
        } catch (DateTimeException e) {
            throw new UnusableFileException(problem("first", node.path("first"), "yyyy-MM-dd HH:mm:ss"), e);
        }
    }

    private List<Surge> surges() {
        JsonNode list = list("surges");
        List<Surge> surges = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            int onset = bin(list.get(i).path(0), at("surges", i, 0), 0, bins - 1);
            surges.add(new Surge(onset, bin(list.get(i).path(1), at("surges", i, 1), onset + 1, bins)));
        }
        return surges;
    }

    private List<Shift> shifts() {
        JsonNode list = list("shifts");
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode ratio = list.get(i).path(1);
            if (!ratio.isNumber() || !(ratio.asDouble() > 0)) {
                throw unusable(at("shifts", i, 1), ratio, "a ratio above 0");
            }
            shifts.add(new Shift(bin(list.get(i).path(0), at("shifts", i, 0), 0, bins - 1), ratio.asDouble()));
        }
        return shifts;
    }

    private List<Stretch> explained() {
        JsonNode list = list("explained");
        List<Stretch> stretches = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < list.size(); i++) {
            before = bin(list.get(i).path(0), at("explained", i, 0), before, bins - 1);
            stretches.add(new Stretch(before, bin(list.get(i).path(1), at("explained", i, 1), before, bins)));
        }
        return stretches;
    }

    private List<Ramp> ramps(int[] counts) {
        JsonNode list = list("injected");
        List<Ramp> ramps = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode added = list.get(i).path(1);
            if (!added.isArray() || added.isEmpty()) {
                throw unusable(at("injected", i, 1), added, "a list of counts");
            }
            int first = bin(list.get(i).path(0), at("injected", i, 0), 0, bins - added.size());
            int[] messages = new int[added.size()];
            for (int t = 0; t < messages.length; t++) {
                JsonNode count = added.get(t);
                if (!count.isInt() || count.asInt() < 0 || counts[first + t] == KeyedStream.CLOSED) {
                    throw unusable(
                            at("injected", i, 1) + "[" + t + "]", count, "a count of 0 or more in an observed bin");
                }
                messages[t] = count.asInt();
            }
            ramps.add(new Ramp(first, messages));
        }
        return ramps;
    }

    private JsonNode list(String field) {
        JsonNode list = node.path(field);
        if (!list.isArray()) {
            throw unusable(field, list, "a list");
        }
        return list;
    }

    private int bin(JsonNode value, String field, int least, int most) {
        if (!value.isInt() || value.asInt() < least || value.asInt() > most) {
            throw unusable(field, value, "a whole number from " + least + " to " + most);
        }
        return value.asInt();
    }

    private static String at(String field, int entry, int part) {
        return field + "[" + entry + "][" + part + "]";
    }

    private UnusableFileException unusable(String field, JsonNode value, String expected) {
        return new UnusableFileException(problem(field, value, expected));
    }

    private String problem(String field, JsonNode value, String expected) {
        String text = value.isMissingNode() ? "missing" : "'" + value + "'";
        return file + ": series '" + series + "': " + field + ": " + text + ", expected " + expected;
    }
}
