package io.tidewatch.rule.file;

import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds which rules have a test. */
public final class TestedRules {
    private TestedRules() {}

    /**
     * Names under {@code alert_rule_test} of test files.
     *
     * @param files name → text
     * @param problems takes what cannot be read
     */
    public static Set<String> in(Map<String, String> files, Problems problems) {
        Set<String> out = new TreeSet<>();
        files.forEach((file, text) -> {
            YamlMap root = YamlFile.parse(file, text, problems);
            if (root != null) {
                for (YamlMap test : root.maps("tests")) {
                    for (YamlMap expected : test.maps("alert_rule_test")) {
                        out.add(expected.required("alertname"));
                    }
                }
            }
        });
        out.remove("");
        return out;
    }
}
