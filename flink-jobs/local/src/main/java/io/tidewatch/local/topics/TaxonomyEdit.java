package io.tidewatch.local.topics;

import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.local.config.Configuration;
import io.tidewatch.local.config.Option;
import io.tidewatch.local.stack.StackFiles;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.topic.LeafDraft;
import io.tidewatch.text.topic.LeafDrafts;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A leaf put into a file of the taxonomy: at the end of it, so that what people have written there stays as it is. Checked before
 * anything is written, together with all other files of the taxonomy.
 *
 * @param file that gets the leaf
 * @param text of the file with it
 * @param files the taxonomy with it, name → text
 */
record TaxonomyEdit(Path file, String text, Map<String, String> files) {
    /** The file of accepted leaves, beside the packs. */
    static final String ACCEPTED = "accepted.yaml";

    private static final Pattern ITEM = Pattern.compile("(?m)^( *)- id: *['\"]?[^\\s.'\"]+\\.[^\\s]+");
    private static final Pattern LIST = Pattern.compile("(?m)^leaves:");
    private static final Pattern KEY = Pattern.compile("(?m)^[A-Za-z_]+:");

    /**
     * @param files the taxonomy as it is, name → text
     * @param file to write, new or one of them
     * @throws CommandFailedException when the file is not laid out so that a leaf can go at its end
     */
    static TaxonomyEdit of(Map<String, String> files, Path file, LeafDraft draft) throws IOException {
        String name = String.valueOf(file.getFileName());
        String before = Files.exists(file) ? Files.readString(file) : "";
        String after = before.isBlank() ? draft.file() : appended(before, file, draft);
        Map<String, String> all = new TreeMap<>(files);
        all.put(name, after);
        return new TaxonomyEdit(file, after, all);
    }

    private static String appended(String text, Path file, LeafDraft draft) {
        Matcher list = LIST.matcher(text);
        int at = list.find() ? list.end() : -1;
        if (at < 0 || KEY.matcher(text.substring(at)).find()) {
            throw new CommandFailedException(
                    file + ": expected the list 'leaves:' at its end, so that a leaf can be added behind it");
        }
        Matcher items = ITEM.matcher(text.substring(at));
        String indent = items.find() ? items.group(1) : "";
        return text.stripTrailing() + "\n" + draft.leaf(indent);
    }

    /**
     * Everything that speaks against it: faults of the taxonomy, examples that are not found, examples of other leaves
     * that are lost.
     */
    List<String> problems(Map<String, String> before, LeafDraft draft) {
        List<String> out = new ArrayList<>();
        Problems problems = new Problems();
        Taxonomy with = TaxonomyFiles.read(files, problems);
        problems.list().stream().filter(p -> !p.warning()).forEach(p -> out.add(p.toString()));
        if (with.leaf(draft.id()) == null && out.isEmpty()) {
            out.add(file + ": " + draft.id() + " would not be a leaf of it");
        }
        return out.isEmpty() ? LeafDrafts.problems(TaxonomyFiles.of(before), with, draft) : out;
    }

    /** Writes the file at once: who watches it never reads half of it. */
    void write() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path next = Files.createTempFile(folder, ".accepted", ".tmp");
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    /** Where a leaf goes: a pack by its name in the folder of the taxonomy, or by a path to a file in it. */
    static Path place(Configuration settings, String pack) {
        Path folder = settings.path(Option.TAXONOMY_DIR).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new CommandFailedException(Option.TAXONOMY_DIR.key() + ": " + folder
                    + " is no folder, expected the one with the taxonomy's files");
        }
        Path given = Path.of(pack);
        Path file = given.getNameCount() == 1
                ? folder.resolve(given)
                : given.toAbsolutePath().normalize();
        if (!file.toString().endsWith(".yaml") || !folder.equals(file.getParent())) {
            throw new CommandFailedException(
                    "--pack: '" + pack + "', expected a file *.yaml in " + folder + ": others are not read");
        }
        return file;
    }

    /** Reads the folder of the taxonomy. */
    static Map<String, String> read(Configuration settings) throws IOException {
        return StackFiles.taxonomy(settings);
    }
}
