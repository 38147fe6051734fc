package io.tidewatch.local.stack;

import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.FolderMerge;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleChange;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the watched folders live over what is live: what was applied, or gone back to, stays until the folder's file of that name
 * is saved; see {@link FolderMerge}. Whatever rule goes by it is named to people and in the manifest's reason.
 */
final class FolderPublication {
    private final RuleTopic topic;

    FolderPublication(RuleTopic topic) {
        this.topic = topic;
    }

    /**
     * What came of it.
     *
     * @param live the set that is live now
     * @param lines for people: what changes, and where live rules and folder differ
     */
    record Published(RuleBundle live, List<String> lines) {
        long revision() {
            return live.manifest().revision();
        }
    }

    /**
     * When a file was saved.
     *
     * @param files without error
     * @param occasion for the manifest
     * @throws CommandFailedException when they do not go together with what was applied; what was live stays
     */
    Published onSave(StackFiles files, String author, String occasion) {
        Optional<RuleBundle> before = topic.newest();
        return before.isEmpty() ? first(files, author, occasion) : over(before.get(), files, author, occasion);
    }

    /**
     * When the stack starts. Where the folder does not go together with what was applied, what was live stays; where this version
     * cannot read that, the folder is all.
     *
     * @param files without error
     */
    Published onStart(StackFiles files) {
        Optional<RuleBundle> before = topic.newest();
        if (before.isEmpty()) {
            return first(files, "local", "started with");
        }
        RuleBundle live = before.get();
        try {
            return over(live, files, "local", "started with");
        } catch (CommandFailedException e) {
            Problems unreadable = problems(live);
            if (!unreadable.hasErrors()) {
                return new Published(live, List.of("the folder is not taken, what was live stays:\n" + e.getMessage()));
            }
            List<String> lines = new ArrayList<>();
            lines.add("what was applied cannot be read by this version, the folder alone is live:");
            unreadable.list().stream().filter(p -> !p.warning()).forEach(p -> lines.add(p.toString()));
            return publish(live, files, files, "local", "started with the folder alone", lines);
        }
    }

    private Published first(StackFiles files, String author, String occasion) {
        return new Published(
                topic.publish(files.parts(), author, occasion, FolderMerge.seen(files.parts())), List.of());
    }

    private Published over(RuleBundle live, StackFiles files, String author, String occasion) {
        FolderMerge merge = FolderMerge.of(live, files.rules());
        StackFiles merged = files.withRules(merge.rules());
        Problems problems = merged.problems();
        if (problems.hasErrors()) {
            List<String> all = new ArrayList<>();
            problems.list().stream().filter(p -> !p.warning()).forEach(p -> all.add(p.toString()));
            all.addAll(merge.lines());
            if (!merge.applied().isEmpty() || !merge.left().isEmpty()) {
                all.add("rules apply with the folder's path makes its files all that is live");
            }
            throw new CommandFailedException(String.join("\n", all));
        }
        return publish(live, merged, files, author, occasion, merge.lines());
    }

    private Published publish(
            RuleBundle before,
            StackFiles next,
            StackFiles folder,
            String author,
            String occasion,
            List<String> differences) {
        List<RuleChange> changes = RuleChange.of(before.rules(), rules(next));
        List<String> removed = RuleChange.removed(changes);
        String reason = removed.isEmpty()
                ? occasion
                : occasion + "; removes " + String.join(", ", removed) + ": no longer in the files that are live";
        RuleBundle live = topic.publish(next.parts(), author, reason, FolderMerge.seen(folder.parts()));
        List<String> lines = new ArrayList<>();
        changes.forEach(c -> lines.add(c.toString()));
        lines.addAll(differences);
        return new Published(live, lines);
    }

    private static RuleSet rules(StackFiles files) {
        return RuleFiles.read(
                files.rules(), files.update().references(TaxonomyFiles.of(files.taxonomy())), new Problems());
    }

    private static Problems problems(RuleBundle bundle) {
        Problems problems = new Problems();
        RuleUpdate update = RuleUpdate.of(bundle);
        RuleFiles.read(
                bundle.of(RulePart.RULES), update.references(TaxonomyFiles.of(bundle.of(RulePart.TAXONOMY))), problems);
        return problems;
    }
}
