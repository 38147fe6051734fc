package io.tidewatch.replay.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidewatch.connector.file.InputFile;
import io.tidewatch.connector.file.LineReader;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.time.WireTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder of labelled counts: {@code *counts.csv[.gz]}, a column {@code ts} and one per key, five minutes a row, and
 * {@code *surges.json}, a list of {@code key}, {@code onset}, {@code end}, {@code factor} and {@code volume}.
 */
final class SurgeFolder {
    private SurgeFolder() {}

    /** @throws UnusableFileException when a file is missing or cannot be read */
    static List<CountStream> read(Path folder) {
        Path counts = find(folder, "counts.csv.gz", "counts.csv");
        Path surges = find(folder, "surges.json", "surges.json");
        try (InputStream bytes = InputFile.open(counts)) {
            return read(new LineReader(bytes), counts, truth(surges));
        } catch (IOException e) {
            throw new UnusableFileException("cannot read " + counts + ": " + e.getMessage(), e);
        }
    }

    private static List<CountStream> read(LineReader in, Path file, Map<String, List<JsonNode>> truth)
            throws IOException {
        byte[] first = in.next();
        String[] header = first == null ? new String[0] : new String(first, StandardCharsets.UTF_8).split(",", -1);
        if (header.length < 2 || !header[0].equals("ts")) {
            throw new UnusableFileException(file + ": line 1: expected ts and one column per key");
        }
        List<double[]> rows = new ArrayList<>();
        long start = 0;
        long number = 1;
        for (byte[] line; (line = in.next()) != null; ) {
            number++;
            String[] cells = new String(line, StandardCharsets.UTF_8).split(",", -1);
            if (cells.length != header.length) {
                throw new UnusableFileException(
                        file + ": line " + number + ": " + cells.length + " fields, expected " + header.length);
            }
            long bin = Math.floorDiv(time(cells[0], file + ": line " + number + ": ts"), 300_000L);
            start = rows.isEmpty() ? bin : start;
            if (bin < start + rows.size()) {
                throw new UnusableFileException(
                        file + ": line " + number + ": ts '" + cells[0] + "' is not after the line before");
            }
            while (rows.size() < bin - start) {
                double[] gap = new double[header.length - 1];
                Arrays.fill(gap, Double.NaN);
                rows.add(gap);
            }
            rows.add(values(cells, file, number));
        }
        List<CountStream> streams = new ArrayList<>();
        for (int k = 1; k < header.length; k++) {
            double[] counts = new double[rows.size()];
            for (int t = 0; t < counts.length; t++) {
                counts[t] = rows.get(t)[k - 1];
            }
            List<PlantedSurge> surges = new ArrayList<>();
            for (JsonNode s : truth.getOrDefault(header[k], List.of())) {
                surges.add(new PlantedSurge(
                        (int) (bin(s, "onset") - start),
                        (int) (bin(s, "end") - start),
                        s.path("factor").asDouble(),
                        s.path("volume").asDouble()));
            }
            streams.add(new CountStream(header[k], start, counts, new double[0], surges));
        }
        return streams;
    }

    private static double[] values(String[] cells, Path file, long number) {
        double[] row = new double[cells.length - 1];
        for (int k = 0; k < row.length; k++) {
            try {
                row[k] = cells[k + 1].isBlank() ? Double.NaN : Double.parseDouble(cells[k + 1]);
            } catch (NumberFormatException e) {
                throw new UnusableFileException(
                        file + ": line " + number + ": value '" + cells[k + 1] + "', expected a count", e);
            }
        }
        return row;
    }

    private static Map<String, List<JsonNode>> truth(Path file) throws IOException {
        Map<String, List<JsonNode>> truth = new HashMap<>();
        for (JsonNode s : new ObjectMapper().readTree(file.toFile())) {
            truth.computeIfAbsent(s.path("key").asText(), k -> new ArrayList<>())
                    .add(s);
        }
        return truth;
    }

    private static long bin(JsonNode surge, String field) {
        return Math.floorDiv(time(surge.path(field).asText(), "surge " + surge.path("key") + ": " + field), 300_000L);
    }

    private static long time(String text, String where) {
        try {
            return WireTime.parse(text.length() == 19 ? text + "Z" : text)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnusableFileException(where + " '" + text + "', expected an RFC 3339 time", e);
        }
    }

    private static Path find(Path folder, String... endings) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            for (String ending : endings) {
                for (Path f : all) {
                    if (f.getFileName().toString().endsWith(ending)) {
                        return f;
                    }
                }
            }
        } catch (IOException e) {
            throw new UnusableFileException("cannot read " + folder + ": " + e.getMessage(), e);
        }
        throw new UnusableFileException("no *" + endings[0] + " in " + folder);
    }
}
