package io.tidewatch.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestedRulesTest {

    @Test
    void shouldFindATestForEveryShippedRule() throws IOException {
        // given
        Problems problems = new Problems();
        Map<String, String> tests = yaml("tests");
        Map<String, String> rules = yaml("rules");

        // when
        Set<String> tested = TestedRules.in(tests, problems);

        // then
        problems.throwIfErrors();
        NotifyConfig notify = NotifyFile.read("notify.yaml", Files.readString(Path.of("notify.yaml")), problems);
        RuleReferences references = new RuleReferences(
                TaxonomyFiles.packaged(),
                notify.owners().keySet(),
                null,
                tested,
                Map.of(),
                0,
                DimensionFiles.packaged());
        assertThat(rules).hasSizeGreaterThan(4);
        assertThat(RuleCheck.of(rules, references, true).lines()).isEmpty();
    }

    private static Map<String, String> yaml(String folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of(folder), "*.yaml")) {
            for (Path file : found) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }
}
