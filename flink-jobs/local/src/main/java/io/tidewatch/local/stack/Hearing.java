package io.tidewatch.local.stack;

import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.job.metric.HeardBurst;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.series.LeastBurst;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalClock;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the live rules can hear and what they cannot yet, in words. How small a burst a rule hears is that of a typical group, the
 * median of those that it follows, as the running job knows what is usual there.
 */
public final class Hearing {
    private static final int HOURS = 24;

    private final List<Rule> rules;
    private final List<HeardBurst> bursts;
    private final Map<String, Long> groups;
    private final LearntDays learnt;

    /**
     * @param bursts as the running job says
     * @param groups that rules follow
     */
    public Hearing(List<Rule> rules, List<HeardBurst> bursts, Map<String, Long> groups, LearntDays learnt) {
        this.rules = rules;
        this.bursts = bursts;
        this.groups = groups;
        this.learnt = learnt;
    }

    /**
     * Asks a running stack.
     *
     * @throws CommandFailedException when no rules are live
     * @throws RuntimeException when the topic of rules cannot be read
     */
    static Hearing read(Addresses addresses, Clock clock) throws IOException {
        RuleTopic topic = new RuleTopic(KafkaSettings.of(addresses.kafka()), clock);
        RuleBundle live = topic.newest().orElseThrow(() -> new CommandFailedException("no rules are live"));
        List<RuleBundle> bundles = new ArrayList<>();
        topic.history().forEach(m -> topic.revision(m.revision()).ifPresent(bundles::add));
        FlinkRest flink = new FlinkRest(addresses.flink());
        return new Hearing(
                live.rules().rules(),
                flink.ruleHears(),
                flink.ruleSeries(),
                LearntDays.read(new RuleHistory(bundles), addresses.elasticsearch(), clock.millis()));
    }

    /**
     * How small a burst a rule hears; of one that follows no group yet, in one that it has never heard of. Empty for rules that do
     * not measure against what is usual, and while that is not known.
     *
     * @param at epoch milliseconds
     */
    public String of(Rule rule, long at, LocalClock clock) {
        if (!LeastBurst.isKnown(rule)) {
            return "";
        }
        String typical = typical(rule);
        if (!typical.isEmpty()) {
            return "hears " + typical;
        }
        if (groups.getOrDefault(rule.name(), 0L) > 0) {
            return "";
        }
        List<HeardBurst> never = new ArrayList<>();
        for (long window : LeastBurst.windows(rule)) {
            int[] people = LeastBurst.inNewGroup(rule, window, learnt.listenedMs(rule), at, clock);
            if (people != null) {
                never.add(new HeardBurst(
                        rule.name(), window, 1, Arrays.stream(people).boxed().toList()));
            }
        }
        return never.isEmpty() ? "" : "would hear " + inWords(rule, never) + " in a group never heard before";
    }

    /** What can be heard, and what cannot yet: a line, or two. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Rule most = mostFollowed();
        lines.add(
                most == null
                        ? "how small a burst is not known yet"
                        : "a burst of " + typical(most) + " in a typical group of " + most.name());
        String notYet = notYet();
        if (!notYet.isEmpty()) {
            lines.add(notYet);
        }
        return lines;
    }

    /** The rule that follows most groups, of those of which it is known what they hear. */
    private @Nullable Rule mostFollowed() {
        Rule most = null;
        for (Rule r : rules) {
            if (!typical(r).isEmpty()
                    && (most == null || groups.getOrDefault(r.name(), 0L) > groups.getOrDefault(most.name(), 0L))) {
                most = r;
            }
        }
        return most;
    }

    private String notYet() {
        Map<String, List<String>> learning = new LinkedHashMap<>();
        for (Rule r : rules) {
            Learner learner = r.spec().fold(new Learner.ByKind());
            if (learnt.of(r) < learner.days()) {
                learning.computeIfAbsent(
                                learner.what() + "\n" + learnt.of(r) + " of " + learner.days(), k -> new ArrayList<>())
                        .add(r.name());
            }
        }
        return learning.entrySet().stream()
                .map(e -> e.getKey().substring(0, e.getKey().indexOf('\n')) + " ("
                        + names(e.getValue()) + (e.getValue().size() == 1 ? " learns " : " learn ")
                        + e.getKey().substring(e.getKey().indexOf('\n') + 1) + " days)")
                .collect(Collectors.joining(", "));
    }

    private static String names(List<String> names) {
        return names.size() <= 2 ? String.join(", ", names) : names.get(0) + " and " + (names.size() - 1) + " more";
    }

    private String typical(Rule rule) {
        List<Long> windows = LeastBurst.isKnown(rule) ? LeastBurst.windows(rule) : List.of();
        return inWords(
                rule,
                bursts.stream()
                        .filter(b -> b.rule().equals(rule.name()) && windows.contains(b.windowMs()))
                        .toList());
    }

    /** @param bursts by window */
    private static String inWords(Rule rule, List<HeardBurst> bursts) {
        List<String> words = new ArrayList<>();
        for (HeardBurst b : bursts) {
            words.add((LeastBurst.isAll(rule) ? "" : "no fewer than ") + median(b.people())
                    + (words.isEmpty() ? " people" : "") + " in " + Durations.print(b.windowMs()) + hours(b.people()));
        }
        return String.join(", ", words);
    }

    private static int median(List<Integer> people) {
        return people.stream().sorted().toList().get(HOURS / 2);
    }

    /** The longest stretches in which nearly most and least are needed; empty when they are about alike. */
    private static String hours(List<Integer> people) {
        int least = people.stream().min(Integer::compare).orElse(0);
        int most = people.stream().max(Integer::compare).orElse(0);
        return most < least + 2 || most * 10L < least * 11L
                ? ""
                : " (quiet hours " + stretch(people, n -> n * 10L <= least * 11L) + ": " + least + ", busiest "
                        + stretch(people, n -> n * 10L >= most * 9L) + ": " + most + ")";
    }

    private static String stretch(List<Integer> people, IntPredicate wanted) {
        int begin = 0;
        int longest = 0;
        for (int from = 0; from < HOURS; from++) {
            int length = 0;
            while (length < HOURS && wanted.test(people.get((from + length) % HOURS))) {
                length++;
            }
            if (length > longest) {
                longest = length;
                begin = from;
            }
        }
        return String.format("%02d–%02d", begin, (begin + longest - 1) % HOURS + 1);
    }
}
