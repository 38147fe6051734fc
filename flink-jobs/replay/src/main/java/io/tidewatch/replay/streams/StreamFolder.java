package io.tidewatch.replay.streams;

import io.tidewatch.connector.file.CsvFile;
import io.tidewatch.connector.file.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of recorded streams: per source {@code NAME.truth.json[.gz]} and {@code NAME.csv[.gz]} with the columns {@code series,
 * timestamp, value}. Bins without a row had no message. What cannot be used ends the reading: no series is skipped.
 */
final class StreamFolder {
    private static final Pattern TRUTH = Pattern.compile("(.+)\\.truth\\.json(\\.gz)?");
    private static final List<String> COLUMNS = List.of("series", "timestamp", "value");
    private static final int MOST_MESSAGES = 1_000_000_000;

    private StreamFolder() {}

    /**
     * The sources of a folder by name.
     *
     * @param only names of those that are read; empty: all
     * @throws UnusableFileException when there is none, one that is asked for is missing, or one cannot be used
     */
    static List<StreamSource> read(Path folder, Collection<String> only) {
        Set<String> names = names(folder);
        for (String name : only) {
            if (!names.contains(name)) {
                throw new UnusableFileException(
                        folder + ": source '" + name + "', expected one of " + String.join(", ", names));
            }
        }
        List<StreamSource> sources = new ArrayList<>();
        for (String name : names) {
            if (only.isEmpty() || only.contains(name)) {
                sources.add(source(folder, name));
            }
        }
        return sources;
    }

    private static Set<String> names(Path folder) {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.map(f -> TRUTH.matcher(f.getFileName().toString()))
                    .filter(Matcher::matches)
                    .forEach(m -> names.add(m.group(1)));
        } catch (IOException e) {
            throw new UnusableFileException("cannot read the folder " + folder + ": " + e, e);
        }
        if (names.isEmpty()) {
            throw new UnusableFileException(folder
                    + ": no source, expected for each a SOURCE.truth.json.gz and a SOURCE.csv.gz, or both unpacked");
        }
        return names;
    }

    private static StreamSource source(Path folder, String name) {
        Map<String, KeyedStream> streams = TruthFile.read(file(folder, name + ".truth.json"));
        fill(streams, file(folder, name + ".csv"));
        return new StreamSource(name, List.copyOf(streams.values()));
    }

    private static Path file(Path folder, String name) {
        Path packed = folder.resolve(name + ".gz");
        return Files.exists(packed) ? packed : folder.resolve(name);
    }

    private static void fill(Map<String, KeyedStream> streams, Path file) {
        Map<String, BitSet> seen = new HashMap<>();
        try (CsvFile rows = CsvFile.open(file)) {
            if (!rows.columns().containsAll(COLUMNS)) {
                throw new UnusableFileException(file + ": line 1: columns '" + String.join(",", rows.columns())
                        + "', expected " + String.join(",", COLUMNS));
            }
            for (CsvFile.Row row; (row = rows.next()) != null; ) {
                String line = file + ": line " + row.number() + ": ";
                String name = row.cells().getOrDefault("series", "");
                KeyedStream stream = streams.get(name);
                if (stream == null) {
                    throw new UnusableFileException(line + "series '" + name + "', expected one that the truth has");
                }
                String where = line + "series '" + name + "': ";
                String time = row.cells().getOrDefault("timestamp", "");
                int bin = bin(stream, time, where);
                int value = value(row.cells().getOrDefault("value", ""), where);
                BitSet bins = seen.computeIfAbsent(name, n -> new BitSet());
                if (bins.get(bin)) {
                    throw new UnusableFileException(
                            where + "timestamp '" + time + "' is there twice, expected one row per five minutes");
                }
                if (!stream.isObserved(bin)) {
                    throw new UnusableFileException(
                            where + "timestamp '" + time + "' is in a closed stretch, expected no row there");
                }
                bins.set(bin);
                stream.counts()[bin] = value;
            }
        }
    }

    private static int bin(KeyedStream stream, String time, String where) {
        int bins = stream.counts().length;
        try {
            long after = TruthFile.time(time) - stream.first();
            if (after % KeyedStream.BIN_MS == 0 && after >= 0 && after / KeyedStream.BIN_MS < bins) {
                return (int) (after / KeyedStream.BIN_MS);
            }
        } catch (DateTimeException e) {
            // reported below, like a time that is none of the series'
        }
        throw new UnusableFileException(where + "timestamp '" + time + "', expected one of the " + bins
                + " times five minutes apart from " + stream.at(0).toString().replace('T', ' ') + " on");
    }

    private static int value(String text, String where) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= 0 && value <= MOST_MESSAGES) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, like a count below 0
        }
        throw new UnusableFileException(
                where + "value '" + text + "', expected a whole number from 0 to " + MOST_MESSAGES);
    }
}
