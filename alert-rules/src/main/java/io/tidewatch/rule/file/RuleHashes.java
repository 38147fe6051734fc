package io.tidewatch.rule.file;

import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.CompositeSpec;
import io.tidewatch.rule.Condition;
import io.tidewatch.rule.DriftSpec;
import io.tidewatch.rule.FlatlineSpec;
import io.tidewatch.rule.MatchSpec;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Recover;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSpec;
import io.tidewatch.rule.SequenceSpec;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.rule.ShiftSpec;
import io.tidewatch.rule.SpikeSpec;
import io.tidewatch.rule.Step;
import io.tidewatch.rule.SurgeSpec;
import io.tidewatch.rule.ThresholdSpec;
import io.tidewatch.rule.cel.EpisodeCondition;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stable hashes of rules: comments, spaces, quotes and spelled-out defaults make no difference. */
final class RuleHashes {
    private static final int BYTES = 8;

    private RuleHashes() {}

    /** SHA-256, the first {@value #BYTES} bytes as hexadecimal digits. */
    static String of(String text) {
        return StableHash.sha256(text, BYTES);
    }

    static String ofSeries(String where, List<String> by) {
        return of("where=" + where + "\nby=" + by);
    }

    /** Of what makes partial matches and counts incomparable. */
    static String ofStructure(Rule rule) {
        StringBuilder b = new StringBuilder();
        add(b, "kind", rule.kind().wire());
        add(b, "where", rule.series().where());
        add(b, "by", rule.series().by());
        rule.spec().fold(new OwnFields(b));
        return of(b.toString());
    }

    /**
     * Of everything in the rule, and of nothing else: an option of the installation makes no other version of it.
     *
     * @param latenessMs as the file has it, or the default
     */
    static String ofVersion(Rule rule, long latenessMs) {
        StringBuilder b = new StringBuilder();
        add(b, "alert", rule.name());
        add(b, "kind", rule.kind().wire());
        add(b, "where", rule.series().where());
        add(b, "by", rule.series().by());
        add(b, "owner", rule.owner());
        add(b, "interval", rule.intervalMs());
        add(b, "lateness", latenessMs);
        add(b, "window", rule.windowMs());
        if (rule.windows().size() > 1) {
            add(b, "windows", rule.windows());
        }
        add(b, "for", rule.forMs());
        for (SeverityLevel level : rule.severities()) {
            add(b, level.severity().wire(), conditions(level.conditions()));
        }
        Recover recover = rule.recover();
        add(b, "recover", recover == null ? null : conditions(recover.conditions()) + recover.holdMs());
        add(b, "keep_firing_for", rule.keepFiringMs());
        add(b, "samples", rule.samples());
        add(b, "over_represented", rule.overRepresented());
        add(b, "labels", new TreeMap<>(rule.labels()));
        add(b, "summary", rule.summary());
        add(b, "runbook", rule.runbook());
        add(b, "active_time_intervals", rule.activeTimes().names());
        add(b, "max_series", rule.maxSeries());
        add(b, "max_alerts", rule.maxAlerts());
        if (rule.budget() != Rule.Limits.UNLIMITED) {
            add(b, "budget", rule.budget()); // without one the hash is that of versions that had none
        }
        if (rule.maxCpu() != Double.POSITIVE_INFINITY) {
            add(b, "max_cpu", rule.maxCpu());
        }
        if (rule.levelsTogether()) {
            add(b, "levels", "together"); // rules without it keep the version that they had
        }
        rule.spec().fold(new OwnFields(b));
        return of(b.toString());
    }

    /** Adds the fields that only some kinds have; those of the other kinds among them stand as they are when left out. */
    private record OwnFields(StringBuilder b) implements RuleSpec.Cases<StringBuilder> {
        @Override
        public StringBuilder surge(SurgeSpec spec) {
            return b;
        }

        @Override
        public StringBuilder spike(SpikeSpec spec) {
            return b;
        }

        @Override
        public StringBuilder drift(DriftSpec spec) {
            return b;
        }

        @Override
        public StringBuilder threshold(ThresholdSpec spec) {
            return b;
        }

        @Override
        public StringBuilder flatline(FlatlineSpec spec) {
            return b;
        }

        @Override
        public StringBuilder match(MatchSpec spec) {
            return b;
        }

        @Override
        public StringBuilder shift(ShiftSpec spec) {
            return add(spec.share(), 0, 0, List.of(), null, null, false, 0);
        }

        @Override
        public StringBuilder sequence(SequenceSpec spec) {
            return add(null, 0, spec.withinMs(), spec.steps(), spec.skip(), null, false, 0);
        }

        @Override
        public StringBuilder repeat(RepeatSpec spec) {
            return add(null, 0, 0, List.of(), null, null, spec.afterClose(), spec.times());
        }

        @Override
        public StringBuilder newTerm(NewTermSpec spec) {
            return add(null, spec.backgroundMs(), 0, List.of(), null, null, false, 0);
        }

        @Override
        public StringBuilder composite(CompositeSpec spec) {
            return add(null, 0, spec.withinMs(), List.of(), null, spec.when(), false, 0);
        }

        /** In this order and with these names for good: the hashes stand in state and on the wire. */
        private StringBuilder add(
                @Nullable String share,
                long background,
                long within,
                List<Step> steps,
                SequenceSpec.@Nullable Skip skip,
                @Nullable EpisodeCondition when,
                boolean afterClose,
                int times) {
            RuleHashes.add(b, "share", share);
            RuleHashes.add(b, "background", background);
            RuleHashes.add(b, "within", within);
            for (Step s : steps) {
                RuleHashes.add(b, "step", s.name());
                RuleHashes.add(b, "condition", s.condition());
                RuleHashes.add(b, "form", s.times() + " " + s.optional() + " " + s.absent() + " " + s.strict());
            }
            RuleHashes.add(b, "skip", skip);
            RuleHashes.add(b, "when", when);
            RuleHashes.add(b, "after_close", afterClose);
            RuleHashes.add(b, "times", times);
            return b;
        }
    }

    private static String conditions(List<Condition> conditions) {
        // the order in which conditions are written means nothing
        return conditions.stream()
                .map(c -> c.metric().wire() + c.operator().symbol() + c.value())
                .sorted()
                .toList()
                .toString();
    }

    private static void add(StringBuilder b, String name, @Nullable Object value) {
        b.append(name).append('=').append(value).append('\u0001');
    }
}
