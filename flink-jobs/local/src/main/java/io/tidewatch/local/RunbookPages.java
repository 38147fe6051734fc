package io.tidewatch.local;

import io.tidewatch.notify.Runbooks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The runbooks packaged with the rules: the first numbered step of a page. */
final class RunbookPages implements Runbooks {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> FIRST = new ConcurrentHashMap<>();

    @Override
    public @Nullable String firstStep(String path) {
        String step = FIRST.computeIfAbsent(path, RunbookPages::read);
        return step.isEmpty() ? null : step;
    }

    private static String read(String path) {
        if (!path.matches("runbooks/[a-z0-9-]+\\.md")) {
            return "";
        }
        try (InputStream in = RunbookPages.class.getResourceAsStream("/tidewatch/" + path)) {
            if (in == null) {
                return "";
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("1. "))
                    .map(line -> line.substring(3).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
