package io.tidewatch.local.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The packaged word files. */
final class Tables {
    private Tables() {}

    static String text(String name) {
        try (InputStream in = Tables.class.getResourceAsStream("/sample/" + name)) {
            if (in == null) {
                throw new IllegalStateException("sample/" + name + " is not packaged");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines of fields divided by bars; comments and empty lines left out. */
    static List<String[]> rows(String name, int fields) {
        List<String[]> rows = new ArrayList<>();
        for (String line : text(name).lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] row = line.split("\\|");
            if (row.length != fields) {
                throw new IllegalStateException(name + ": '" + line + "', expected " + fields + " fields");
            }
            rows.add(row);
        }
        return rows;
    }
}
