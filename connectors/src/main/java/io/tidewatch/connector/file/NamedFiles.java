package io.tidewatch.connector.file;

import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The YAML files that a user names, alone or by their folder. What cannot be read is a problem like any other, so that
 * one bad file hides none of the rest.
 */
public final class NamedFiles {
    /** Bytes; a character has at most four in UTF-8, so whatever is larger has too many characters in any case. */
    private static final long MAX_BYTES = 4L * YamlFile.MAX_SIZE;

    private NamedFiles() {}

    /**
     * @param problems takes what cannot be read
     * @return name as the user wrote it → text; in the order given, a folder's files by name
     */
    public static Map<String, String> read(List<Path> paths, Problems problems) {
        Map<String, String> out = new LinkedHashMap<>();
        for (Path file : list(paths, problems)) {
            String text = text(file, problems);
            if (text != null) {
                out.put(file.toString(), text);
            }
        }
        return out;
    }

    /** A path as seen from the working directory, where it lies below it. */
    public static Path near(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(here) && !absolute.equals(here) ? here.relativize(absolute) : absolute;
    }

    /** The files themselves, each once. */
    public static List<Path> list(List<Path> paths, Problems problems) {
        Map<Path, Path> out = new LinkedHashMap<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                add(path, out);
                continue;
            }
            try (Stream<Path> entries = Files.list(path)) {
                List<Path> yaml = entries.filter(f -> f.toString().endsWith(".yaml"))
                        .sorted()
                        .toList();
                if (yaml.isEmpty()) {
                    problems.error(path.toString(), 1, 1, "", "no *.yaml in this folder");
                }
                yaml.forEach(f -> add(f, out));
            } catch (IOException | java.io.UncheckedIOException e) {
                problems.error(path.toString(), 1, 1, "", "cannot read this folder: " + reason(e));
            }
        }
        return new ArrayList<>(out.values());
    }

    private static void add(Path file, Map<Path, Path> out) {
        out.putIfAbsent(file.toAbsolutePath().normalize(), file);
    }

    /** Null after a problem was noted. */
    static @Nullable public String text(Path file, Problems problems) {
        String name = file.toString();
        try {
            if (Files.isDirectory(file)) {
                problems.error(name, 1, 1, "", "a folder, expected a file");
                return null;
            }
            long size = Files.exists(file) && Files.isRegularFile(file) ? Files.size(file) : 0;
            if (size > MAX_BYTES) {
                problems.error(
                        name,
                        1,
                        1,
                        "",
                        "file has " + size + " bytes, expected at most " + YamlFile.MAX_SIZE + " characters");
                return null;
            }
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            problems.error(name, 1, 1, "", "not UTF-8, save it as UTF-8");
        } catch (NoSuchFileException e) {
            problems.error(name, 1, 1, "", "no such file or folder");
        } catch (IOException | InvalidPathException e) {
            problems.error(name, 1, 1, "", "cannot read: " + reason(e));
        }
        return null;
    }

    private static String reason(Exception e) {
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
