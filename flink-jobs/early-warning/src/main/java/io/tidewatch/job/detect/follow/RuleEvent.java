package io.tidewatch.job.detect.follow;

import io.tidewatch.alert.Group;
import io.tidewatch.series.SeriesMessage;

/**
 * A message on its way to one rule that follows messages one by one: sequence, repeat or new_term.
 *
 * @param structure the rule's structure hash when it was routed
 * @param revision of the rule set by which it was routed
 * @param path which of a sequence's paths it is fed to; 0 for other kinds
 * @param counts false when it is only there because it closes a ticket
 * @param closes the message says that the ticket is closed
 * @param steps see {@link StepEvent}; 0 for other kinds
 * @param order keyed hash of the order; empty when it names none
 * @param grade 1–5
 */
public record RuleEvent(
        String rule,
        String structure,
        long revision,
        int path,
        Group group,
        boolean counts,
        boolean closes,
        int steps,
        String order,
        int grade,
        SeriesMessage message) {
    /** Key of what is remembered: rule, structure, path and group. */
    public String key() {
        return ofRule(rule, structure, path) + group.key();
    }

    /** What the keys of all groups begin with. */
    static String ofRule(String rule, String structure, int path) {
        return rule + '\u0003' + structure + '\u0003' + path + '\u0003';
    }
}
