package io.tidewatch.rule.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The rule files packaged with this version, under {@code /tidewatch/rules/}. */
final class ShippedRules {
    private ShippedRules() {}

    /**
     * True for a file as it is shipped.
     *
     * @param file its name or path
     */
    static boolean has(String file, String text) {
        String name = file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
        try (InputStream in = ShippedRules.class.getResourceAsStream("/tidewatch/rules/" + name)) {
            return in != null && new String(in.readAllBytes(), StandardCharsets.UTF_8).equals(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
