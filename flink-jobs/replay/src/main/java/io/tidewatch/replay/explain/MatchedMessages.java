package io.tidewatch.replay.explain;

import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.time.Durations;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The messages that a rule's {@code where} takes, group by group, and what is said of them. */
final class MatchedMessages {
    private static final int MAX_SHOWN = 5;
    private static final Comparator<RuleProbe.Hit> ORDER = Comparator.comparingLong(RuleProbe.Hit::time)
            .thenComparing(h -> h.message().message().feedback().id());

    private final Rule rule;
    private final RuleProbe probe;

    MatchedMessages(Rule rule, RuleProbe probe) {
        this.rule = rule;
        this.probe = probe;
    }

    /** Which messages the rule looks at, and how it groups them. */
    String taken() {
        return (rule.series().where().isEmpty()
                        ? "all messages"
                        : "messages with " + rule.series().where())
                + (rule.series().by().isEmpty()
                        ? ""
                        : ", by " + String.join(" and ", rule.series().by()));
    }

    /**
     * Those of a group that were known by an instant, in order of event time.
     *
     * @param after said later than this
     */
    List<RuleProbe.Hit> of(Group group, long after, long at) {
        return probe.hits().stream()
                .filter(h -> h.comesAt() <= at && h.time() > after && h.time() <= at)
                .filter(h -> h.groups().contains(group))
                .sorted(ORDER)
                .toList();
    }

    /**
     * Says how many came to a group in a stretch that ends at an instant, and shows the newest.
     *
     * @param ms its length
     */
    void counted(Group group, long ms, long at, Lines out) {
        List<RuleProbe.Hit> hits = of(group, at - ms, at);
        List<RuleProbe.Hit> originals =
                hits.stream().filter(h -> h.message().original()).toList();
        out.line(
                "messages",
                Lines.count(hits.size(), "message") + " of this group in the " + Durations.print(ms) + " before "
                        + probe.times().stamp(at)
                        + (hits.isEmpty()
                                ? ""
                                : ", " + originals.size() + " of them in words of their own"
                                        + (originals.isEmpty() ? "" : "; the newest:")));
        newest(originals).forEach(h -> out.message(h, ""));
    }

    static <T> List<T> newest(List<T> all) {
        return all.subList(Math.max(0, all.size() - MAX_SHOWN), all.size());
    }

    /** True when there were messages of a group; otherwise says so, and which groups there are. */
    boolean has(Group group, Lines out) {
        if (probe.has(group)) {
            return true;
        }
        out.line("messages", "none of this group is as the rule wants it");
        if (group.values().contains(Dimensions.UNKNOWN)
                && (rule.spec() instanceof SequenceSpec || rule.spec() instanceof RepeatSpec)) {
            out.more("(a message that names no " + String.join(" or no ", group.names()) + " takes no part)");
        }
        List<Group> known = probe.groups().stream()
                .filter(g -> !(rule.spec() instanceof SequenceSpec) && !(rule.spec() instanceof RepeatSpec)
                        || !g.values().contains(Dimensions.UNKNOWN))
                .toList();
        if (!known.isEmpty()) {
            out.more("groups with such messages: "
                    + known.stream().limit(MAX_SHOWN).map(GroupName::print).collect(Collectors.joining("; "))
                    + (known.size() > MAX_SHOWN ? "; and " + (known.size() - MAX_SHOWN) + " more" : ""));
        }
        return false;
    }
}
