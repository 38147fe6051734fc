package io.tidewatch.text.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which categories or leaves an aspect of a set may mean, from a table; the first line that fits counts. */
final class AspectCategories {
    private static final String FILE = "aspects.tsv";
    private static final String LEAVES = "aspect-leaves.tsv";

    /** In place of categories: any will do, none is asked for. */
    private static final String ANY = "*";

    /** @param categories empty when any will do */
    private record Line(String set, Pattern aspect, List<String> categories) {}

    private final String file;
    private final List<Line> lines;

    private AspectCategories(String file, List<Line> lines) {
        this.file = file;
        this.lines = List.copyOf(lines);
    }

    /** Categories. */
    static AspectCategories packaged() {
        return packaged(FILE);
    }

    /** Leaves, where an aspect means one and no other. */
    static AspectCategories leaves() {
        return packaged(LEAVES);
    }

    private static AspectCategories packaged(String file) {
        try (InputStream in = AspectCategories.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + file);
            }
            return read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException naming the line that is not understood */
    static AspectCategories read(String table) {
        return read(FILE, table);
    }

    private static AspectCategories read(String file, String table) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : table.split("\n")) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] cells = line.split("\t", -1);
            if (cells.length != 3 || Stream.of(cells).anyMatch(String::isBlank)) {
                throw new IllegalArgumentException(
                        file + " line " + number + ": expected a set, an aspect and categories joined by |");
            }
            lines.add(new Line(
                    cells[0], glob(cells[1]), cells[2].equals(ANY) ? List.of() : List.of(cells[2].split("\\|"))));
        }
        return new AspectCategories(file, lines);
    }

    /**
     * The categories of which any will do, the usual one first; empty when nothing is asked for and whatever is found is
     * neither right nor wrong.
     *
     * @throws IllegalArgumentException when no line fits
     */
    List<String> of(String set, String aspect) {
        for (Line l : lines) {
            if (l.set().equals(set) && l.aspect().matcher(aspect).matches()) {
                return l.categories();
            }
        }
        throw new IllegalArgumentException(file + ": no line for the aspect '" + aspect + "' of " + set);
    }

    private static Pattern glob(String words) {
        return Pattern.compile(
                Stream.of(words.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.CASE_INSENSITIVE);
    }
}
