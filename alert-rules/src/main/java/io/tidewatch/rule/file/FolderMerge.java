package io.tidewatch.rule.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules that are live after the watched folder was looked at: per file, whatever was done last. A file that was saved since
 * the live set was published is live as it was saved; one that was not stays as it is live, be it applied, gone back to an earlier
 * revision, or left out by who applied others. A file that was taken from the folder goes, unless what is live under its name
 * was applied.
 *
 * @param rules name → text
 * @param replaced files that were live as applied, and now are as saved in the folder
 * @param applied files that are live, but do not lie so in the folder
 * @param left files of the folder that are not live, because who applied others left them out
 */
public record FolderMerge(Map<String, String> rules, Set<String> replaced, Set<String> applied, Set<String> left) {

    /**
     * @param live the newest set
     * @param folder name → text of the rule files that lie in the watched folder
     */
    public static FolderMerge of(RuleBundle live, Map<String, String> folder) {
        Map<String, String> before = live.manifest().folder();
        if (before.isEmpty()) {
            // published by a version that did not note it, or by none that watched: the folder is all
            return new FolderMerge(new TreeMap<>(folder), Set.of(), Set.of(), Set.of());
        }
        Map<String, String> now = live.of(RulePart.RULES);
        Map<String, String> rules = new TreeMap<>(now);
        Set<String> replaced = new TreeSet<>();
        Set<String> names = new TreeSet<>(folder.keySet());
        before.keySet().stream().filter(FolderMerge::isRules).forEach(f -> names.add(nameOf(f)));
        for (String name : names) {
            String was = before.get(fileOf(name));
            String text = folder.get(name);
            boolean appliedLive =
                    now.containsKey(name) && !hash(name, now.get(name)).equals(was);
            if (text == null) {
                if (!appliedLive) {
                    rules.remove(name);
                }
            } else if (!hash(name, text).equals(was)) {
                if (appliedLive && !text.equals(now.get(name))) {
                    replaced.add(name);
                }
                rules.put(name, text);
            }
        }
        Set<String> applied = new TreeSet<>();
        rules.forEach((name, text) -> {
            if (!text.equals(folder.get(name))) {
                applied.add(name);
            }
        });
        Set<String> left = new TreeSet<>(folder.keySet());
        left.removeAll(rules.keySet());
        return new FolderMerge(rules, replaced, applied, left);
    }

    /** What lies in the watched folders, for the manifest: {@link RuleManifest#folder()}. */
    public static Map<String, String> seen(Collection<RulePart> folder) {
        Map<String, String> out = new TreeMap<>();
        folder.forEach(p -> out.put(p.file(), p.hash()));
        return out;
    }

    /** Where the live rules and the folder are not the same, a sentence per kind of difference, for people. */
    public List<String> lines() {
        List<String> out = new ArrayList<>();
        if (!replaced.isEmpty()) {
            out.add("saved in the folder, so no longer as applied: " + String.join(", ", replaced));
        }
        if (!applied.isEmpty()) {
            out.add("live as applied, not as in the folder: " + String.join(", ", applied));
        }
        if (!left.isEmpty()) {
            out.add("in the folder, but not live since others were applied: " + String.join(", ", left));
        }
        return out;
    }

    private static boolean isRules(String file) {
        return file.startsWith(RulePart.RULES + "/");
    }

    private static String nameOf(String file) {
        return file.substring(RulePart.RULES.length() + 1);
    }

    private static String fileOf(String name) {
        return RulePart.RULES + "/" + name;
    }

    private static String hash(String name, String text) {
        return new RulePart(RulePart.RULES, name, text).hash();
    }
}
