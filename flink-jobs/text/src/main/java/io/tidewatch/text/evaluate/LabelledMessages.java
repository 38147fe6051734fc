package io.tidewatch.text.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The packaged labelled messages, and the words that part them into two halves. */
public final class LabelledMessages {
    private LabelledMessages() {}

    /** In file order. */
    public static List<LabelledMessage> packaged() {
        return read(resource("issues.txt"), seeds());
    }

    /** Issue → its first words, lower case. */
    static Map<String, List<String>> seeds() {
        Map<String, List<String>> out = new LinkedHashMap<>();
        for (String line : resource("issue-seeds.txt").split("\n")) {
            int colon = line.indexOf(": ");
            if (!line.startsWith("#") && colon > 0) {
                out.put(
                        line.substring(0, colon),
                        List.of(line.substring(colon + 2)
                                .toLowerCase(Locale.ROOT)
                                .split(", ")));
            }
        }
        return out;
    }

    /** @throws IllegalArgumentException naming the line that is none of heading, message and comment */
    static List<LabelledMessage> read(String text, Map<String, List<String>> seeds) {
        List<LabelledMessage> out = new ArrayList<>();
        Set<String> issues = Set.of();
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            String l = line.strip();
            if (l.isEmpty() || l.startsWith("#")) {
                continue;
            }
            if (l.startsWith("[") && l.endsWith("]")) {
                issues = new LinkedHashSet<>(
                        List.of(l.substring(1, l.length() - 1).split(" \\+ ")));
                issues.remove("none");
                continue;
            }
            int space = l.indexOf(' ');
            String part = space < 0 ? "" : l.substring(0, space);
            if (!part.equals("dev") && !part.equals("blind")) {
                throw new IllegalArgumentException("issues.txt line " + number + ": expected dev, blind or [issues]");
            }
            String message = l.substring(space + 1);
            out.add(new LabelledMessage(
                    message,
                    issues,
                    LabelledMessage.Part.valueOf(part.toUpperCase(Locale.ROOT)),
                    holdsWord(message, issues.isEmpty() ? seeds.keySet() : issues, seeds)));
        }
        return List.copyOf(out);
    }

    private static boolean holdsWord(String message, Collection<String> issues, Map<String, List<String>> seeds) {
        String folded = message.toLowerCase(Locale.ROOT);
        for (String issue : issues) {
            for (String word : seeds.getOrDefault(issue, List.of())) {
                if (folded.contains(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String resource(String name) {
        try (InputStream in = LabelledMessages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
