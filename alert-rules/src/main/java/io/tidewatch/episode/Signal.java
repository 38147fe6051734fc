package io.tidewatch.episode;

import io.tidewatch.alert.Group;
import io.tidewatch.series.RuleReading;

/**
 * What a series or a single message reports to the episodes of one rule.
 *
 * @param structure the rule's structure hash at that time
 */
public record Signal(String rule, String structure, Group group, RuleReading reading) {
    /** Key of the episode: rule and group. */
    public String episodeKey() {
        return keyOf(rule, group);
    }

    static String keyOf(String rule, Group group) {
        return rule + '\u0003' + group.key();
    }

    /** Key of the partial matches: rule, structure and group. */
    public String matchKey() {
        return rule + '\u0003' + structure + '\u0003' + group.key();
    }
}
