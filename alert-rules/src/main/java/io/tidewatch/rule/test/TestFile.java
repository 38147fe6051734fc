package io.tidewatch.rule.test;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of tests.
 *
 * @param name as the user wrote it
 * @param ruleFiles as the file names them; live together in every test
 * @param notifyFile as the file names it; null when no test looks at notifications
 * @param stepMs step of the measures that a failure shows, milliseconds
 */
public record TestFile(
        String name, List<String> ruleFiles, @Nullable String notifyFile, long stepMs, List<RuleTest> tests) {}
