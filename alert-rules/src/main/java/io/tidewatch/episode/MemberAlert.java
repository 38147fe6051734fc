package io.tidewatch.episode;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an episode, on its way to a composite rule that looks at it.
 *
 * @param rule the composite
 * @param structure its structure hash
 * @param revision of the rule set by which it was routed
 * @param group of the composite
 * @param member the rule whose episode it is
 * @param episode fingerprint of the member's rule and group
 * @param at event time of the change, epoch milliseconds
 */
public record MemberAlert(
        String rule,
        String structure,
        long revision,
        Group group,
        String member,
        String episode,
        Severity severity,
        boolean open,
        long at,
        AlertValue value,
        @Nullable EvidenceSample first,
        List<String> keywords,
        long receivedAt,
        long annotatedAt) {
    public String key() {
        return rule + '\u0003' + structure + '\u0003' + group.key();
    }
}
