package io.tidewatch.text.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a careful reader says that a stranger's text complains of. The text itself is elsewhere.
 *
 * @param id of the text
 * @param sha256 of the text in UTF-8, 64 hexadecimal digits
 * @param must leaves that any careful reader would give
 * @param may leaves that would be right too
 */
record StrangerLabel(String id, String sha256, Set<String> must, Set<String> may) {
    private static final String FILE = "strangers.tsv";
    private static final String HEADER = "id\tsha256\tmust\tmay";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    StrangerLabel {
        must = Set.copyOf(must);
        may = Set.copyOf(may);
        if (id.isBlank()) {
            throw new IllegalArgumentException("id: empty, expected the id of a text");
        }
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256: '" + sha256 + "', expected 64 hexadecimal digits");
        }
    }

    /** True when the text complains of nothing. */
    boolean isNoComplaint() {
        return must.isEmpty() && may.isEmpty();
    }

    /** Those of this program. */
    static List<StrangerLabel> packaged() {
        try (InputStream in = StrangerLabel.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + FILE);
            }
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException naming the line that is no label */
    static List<StrangerLabel> read(String table) {
        List<StrangerLabel> out = new ArrayList<>();
        boolean begun = false;
        int number = 0;
        for (String line : table.split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!begun) {
                if (!line.equals(HEADER)) {
                    throw new IllegalArgumentException(
                            FILE + " line " + number + ": expected the columns id, sha256, must and may");
                }
                begun = true;
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length != 4) {
                throw new IllegalArgumentException(
                        FILE + " line " + number + ": " + cells.length + " columns, expected 4");
            }
            try {
                out.add(new StrangerLabel(cells[0], cells[1], leaves(cells[2]), leaves(cells[3])));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(FILE + " line " + number + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(out);
    }

    private static Set<String> leaves(String cell) {
        if (cell.isBlank()) {
            throw new IllegalArgumentException("an empty cell, expected leaves joined by | or - for none");
        }
        return cell.equals("-") ? Set.of() : new LinkedHashSet<>(List.of(cell.split("\\|")));
    }
}
