package io.tidewatch.rule.file;

import io.tidewatch.rule.RuleSet;
import io.tidewatch.yaml.Problem;
import io.tidewatch.yaml.Problems;
import java.util.List;
import java.util.Map;

/**
 * The outcome of checking rule files together. What this version does not apply is a warning, but in shipped files it is
 * nothing that their reader could mend.
 *
 * @param rules those that could be read
 * @param problems in order of file and place
 * @param strict warnings count as errors
 */
public record RuleCheck(RuleSet rules, List<Problem> problems, boolean strict) {

    /** @param files name, as it is to be printed → text */
    public static RuleCheck of(Map<String, String> files, RuleReferences references, boolean strict) {
        Problems problems = new Problems();
        RuleSet rules = RuleFiles.read(files, references, problems);
        return new RuleCheck(
                rules,
                problems.list().stream()
                        .filter(p -> !p.isNotApplied() || !ShippedRules.has(p.file(), files.getOrDefault(p.file(), "")))
                        .toList(),
                strict);
    }

    public long errors() {
        return problems.stream().filter(p -> strict || !p.warning()).count();
    }

    public long warnings() {
        return problems.size() - errors();
    }

    public boolean passed() {
        return errors() == 0;
    }

    /** A problem per line, {@code FILE:LINE:COL: path: message}. */
    public List<String> lines() {
        return problems.stream()
                .map(p -> strict && p.warning()
                        ? new Problem(p.file(), p.line(), p.column(), p.path(), p.message(), false)
                        : p)
                .map(Problem::toString)
                .toList();
    }
}
