package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.time.Durations;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Of a rule for words that were not usual before. */
final class TermReasons implements Reasons {
    private static final int MAX_WORDS = 5;

    private final Rule rule;
    private final NewTermSpec spec;
    private final RuleProbe probe;
    private final MatchedMessages heard;

    TermReasons(Rule rule, NewTermSpec spec, RuleProbe probe) {
        this.spec = spec;
        this.rule = rule;
        this.probe = probe;
        this.heard = new MatchedMessages(rule, probe);
    }

    @Override
    public String rule() {
        return "new_term: a word of " + heard.taken() + ", that is more frequent over "
                + Durations.print(rule.windowMs()) + " than in the " + Durations.print(spec.backgroundMs())
                + " before, looked at every " + Durations.print(rule.intervalMs());
    }

    @Override
    public void told(Alert a, Lines out) {
        Group group = ofSeries(a.group());
        RuleProbe.Words words = probe.words(group, a.firedAt());
        background(words, out);
        String keyword = a.group().get(GroupName.KEYWORD);
        RuleProbe.Word word = words.words().stream()
                .filter(w -> w.word().equals(keyword))
                .findFirst()
                .orElse(null);
        if (word == null) {
            out.line("word", "'" + keyword + "' is not in what was read of that time");
            return;
        }
        word(word, words, out);
        for (SeverityLevel level : rule.severities()) {
            String missed = MeasureLines.missed(level, word.measured());
            out.line(
                    level.severity().wire(),
                    missed.isEmpty()
                            ? "holds: " + MeasureLines.held(level, word.measured())
                            : "not reached by then: " + missed);
        }
        out.line("ends", "when the word has not been unusual for " + Durations.print(rule.keepFiringMs()));
        heard.counted(group, rule.windowMs(), a.firedAt(), out);
    }

    /** The group that is counted, without the word that was found in it. */
    private Group ofSeries(Group group) {
        List<String> by = rule.series().by();
        return new Group(
                by,
                by.stream()
                        .map(d -> Objects.requireNonNullElse(group.get(d), ""))
                        .toList());
    }

    private static void word(RuleProbe.Word word, RuleProbe.Words words, Lines out) {
        out.line(
                "word",
                "'" + word.word() + "': in " + FigureText.number(word.measured().of(Metric.ORIGINALS))
                        + " of " + words.originals() + " messages of the window, before in " + word.before() + " of "
                        + words.before() + ", so " + FigureText.number(word.expected()) + " were to be expected");
    }

    private static void background(RuleProbe.Words words, Lines out) {
        out.line(
                "background",
                Lines.count(words.before(), "message") + " in words of their own, heard for "
                        + Durations.print(words.heardMs()));
    }

    @Override
    public void silent(Group asked, long at, Lines out) {
        Group group = ofSeries(asked);
        if (!heard.has(group, out)) {
            return;
        }
        RuleProbe.Words words = probe.words(group, at);
        background(words, out);
        boolean young = words.heardMs() < words.leastHeardMs();
        if (young || words.before() < words.leastBefore()) {
            out.line(
                    "nearest",
                    "nothing is told before the group has been heard for " + Durations.print(words.leastHeardMs())
                            + (young ? ", " + Durations.print(words.leastHeardMs() - words.heardMs()) + " more" : "")
                            + ", and " + words.leastBefore() + " messages before the window"
                            + (words.before() < words.leastBefore()
                                    ? ", " + (words.leastBefore() - words.before()) + " more"
                                    : ""));
        }
        String keyword = asked.get(GroupName.KEYWORD);
        List<RuleProbe.Word> nearest = words.words().stream()
                .filter(w -> keyword == null || w.word().equals(keyword))
                .sorted(Comparator.comparingDouble(this::shortfall))
                .limit(MAX_WORDS)
                .toList();
        if (nearest.isEmpty()) {
            out.line(
                    "words",
                    keyword == null
                            ? "none has become more frequent"
                            : "'" + keyword + "' is in no message of the window, or has become no more frequent");
        }
        for (RuleProbe.Word w : nearest) {
            word(w, words, out);
            out.more(verdict(w));
        }
        heard.counted(group, rule.windowMs(), at, out);
    }

    private String verdict(RuleProbe.Word w) {
        SeverityLevel level = level(w);
        String missed = MeasureLines.missed(level, w.measured());
        String name = level.severity().wire();
        if (!missed.isEmpty()) {
            return name + ": " + missed;
        }
        return w.holds(level)
                ? name + " holds; told beside a word of the same messages, or not yet"
                : name + ": fdr is " + FigureText.number(w.measured().of(Metric.FDR))
                        + ", needs <= 0.05 where the rule does not say";
    }

    private SeverityLevel level(RuleProbe.Word w) {
        return rule.severities().stream()
                .min(Comparator.comparingDouble(l -> MeasureLines.shortfall(l, w.measured())))
                .orElseThrow();
    }

    private double shortfall(RuleProbe.Word w) {
        return MeasureLines.shortfall(level(w), w.measured());
    }
}
