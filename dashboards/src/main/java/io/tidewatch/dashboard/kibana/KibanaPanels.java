package io.tidewatch.dashboard.kibana;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The packaged saved objects and what their panels ask for. */
public final class KibanaPanels {
    static final String FILE = "tidewatch.ndjson";

    private KibanaPanels() {}

    /** One query per panel, read from the packaged file, in the order of the dashboard. */
    public static List<PanelQuery> load() {
        try {
            return PanelQueries.of(SavedObjects.parse(ndjson()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String ndjson() throws IOException {
        try (InputStream in = KibanaPanels.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("saved objects are not packaged: file=" + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
