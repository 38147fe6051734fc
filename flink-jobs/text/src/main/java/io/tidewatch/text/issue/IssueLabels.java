package io.tidewatch.text.issue;

import io.tidewatch.hash.StableHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people said that texts complain of, by the hash of the text: no text stands here. */
public final class IssueLabels {
    private static final int HASH_BYTES = 8;
    private static final String FILE = "labels.tsv";

    /**
     * One complaint of a text.
     *
     * @param leaf id of a leaf, or {@code other}
     * @param from first character that says so
     * @param to one past the last
     */
    public record Place(String leaf, int from, int to) {}

    private final Map<String, List<Place>> byHash;

    private IssueLabels(Map<String, List<Place>> byHash) {
        this.byHash = byHash;
    }

    /** Those of this program. */
    public static IssueLabels packaged() {
        try (InputStream in = IssueLabels.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + FILE);
            }
            return read(FILE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param file its name, for messages
     * @param table a text in a line: the first 16 digits of its SHA-256, then for each complaint leaf, begin and end in UTF-16 units
     * @throws IllegalArgumentException naming the line that is not understood
     */
    public static IssueLabels read(String file, String table) {
        Map<String, List<Place>> out = new HashMap<>();
        int number = 0;
        for (String line : table.split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t");
            List<Place> places = new ArrayList<>();
            for (int i = 1; i < cells.length; i++) {
                String[] place = cells[i].split(" ");
                if (place.length != 3 || !place[1].matches("[0-9]{1,6}") || !place[2].matches("[0-9]{1,6}")) {
                    throw new IllegalArgumentException(file + " line " + number + ": '" + cells[i]
                            + "', expected a leaf, where it begins and where it ends");
                }
                places.add(new Place(place[0], Integer.parseInt(place[1]), Integer.parseInt(place[2])));
            }
            if (!cells[0].matches("[0-9a-f]{16}")) {
                throw new IllegalArgumentException(
                        file + " line " + number + ": '" + cells[0] + "', expected 16 hexadecimal digits");
            }
            out.put(cells[0], List.copyOf(places));
        }
        return new IssueLabels(out);
    }

    /** How many texts. */
    public int size() {
        return byHash.size();
    }

    /** All that a text complains of, empty when it is nothing; null when nobody has said. */
    public @Nullable List<Place> of(String text) {
        return byHash.get(StableHash.sha256(text, HASH_BYTES));
    }
}
