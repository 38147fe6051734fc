package io.tidewatch.replay.explain;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.replay.RuleProbe;
import io.tidewatch.rule.Metric;
import io.tidewatch.rule.NewTermSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.term.TermWindow;
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
    private final MatchedMessages messages;

    TermReasons(Rule rule, NewTermSpec spec, RuleProbe probe) {
        this.spec = spec;
        this.rule = rule;
        this.probe = probe;
        this.messages = new MatchedMessages(rule, probe);
    }

    @Override
    public String rule() {
        return "new_term: a word of " + messages.taken() + ", that is more frequent over "
                + Durations.print(rule.windowMs()) + " than in the " + Durations.print(spec.backgroundMs())
                + " before, looked at every " + Durations.print(rule.intervalMs());
    }

    @Override
    public void whyFired(Alert a, Lines out) {
        Group group = ofSeries(a.group());
        TermWindow.Comparison words = probe.words(group, a.firedAt());
        background(words, out);
        String keyword = a.group().get(GroupName.KEYWORD);
        TermWindow.Word word = words.words().stream()
                .filter(w -> w.verdict().word().equals(keyword))
                .findFirst()
                .orElse(null);
        if (word == null) {
            out.line("word", "'" + keyword + "' is not in what was read of that time");
            return;
        }
        word(word, words, out);
        for (SeverityLevel level : rule.severities()) {
            String missed = MeasureLines.missed(level, word);
            out.line(
                    level.severity().wire(),
                    missed.isEmpty() ? "holds: " + MeasureLines.held(level, word) : "not reached by then: " + missed);
        }
        out.line("ends", "when the word has not been unusual for " + Durations.print(rule.keepFiringMs()));
        messages.counted(group, rule.windowMs(), a.firedAt(), out);
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

    private static void word(TermWindow.Word word, TermWindow.Comparison words, Lines out) {
        out.line(
                "word",
                "'" + word.verdict().word() + "': in " + FigureText.number(word.of(Metric.ORIGINALS))
                        + " of " + words.originals() + " messages of the window, before in " + word.before() + " of "
                        + words.background() + ", so "
                        + FigureText.number(word.verdict().expected()) + " were to be expected");
    }

    private static void background(TermWindow.Comparison words, Lines out) {
        out.line(
                "background",
                Lines.count(words.background(), "message") + " in words of their own, counted for "
                        + Durations.print(words.observedMs()));
    }

    @Override
    public void whyNot(Group asked, long at, Lines out) {
        Group group = ofSeries(asked);
        if (!messages.has(group, out)) {
            return;
        }
        TermWindow.Comparison words = probe.words(group, at);
        background(words, out);
        boolean young = words.observedMs() < TermWindow.leastObservedMs(rule);
        if (young || words.background() < TermWindow.MIN_BACKGROUND) {
            out.line(
                    "nearest",
                    "nothing fires before the group has been counted for "
                            + Durations.print(TermWindow.leastObservedMs(rule))
                            + (young
                                    ? ", " + Durations.print(TermWindow.leastObservedMs(rule) - words.observedMs())
                                            + " more"
                                    : "")
                            + ", and " + TermWindow.MIN_BACKGROUND + " messages before the window"
                            + (words.background() < TermWindow.MIN_BACKGROUND
                                    ? ", " + (TermWindow.MIN_BACKGROUND - words.background()) + " more"
                                    : ""));
        }
        String keyword = asked.get(GroupName.KEYWORD);
        List<TermWindow.Word> nearest = words.words().stream()
                .filter(w -> keyword == null || w.verdict().word().equals(keyword))
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
        for (TermWindow.Word w : nearest) {
            word(w, words, out);
            out.more(verdict(w));
        }
        messages.counted(group, rule.windowMs(), at, out);
    }

    private String verdict(TermWindow.Word w) {
        SeverityLevel level = level(w);
        String missed = MeasureLines.missed(level, w);
        String name = level.severity().wire();
        if (!missed.isEmpty()) {
            return name + ": " + missed;
        }
        return w.holds(level)
                ? name + " holds; alerted on beside a word of the same messages, or not yet"
                : name + ": fdr is " + FigureText.number(w.of(Metric.FDR))
                        + ", needs <= 0.05 where the rule does not say";
    }

    private SeverityLevel level(TermWindow.Word w) {
        return rule.severities().stream()
                .min(Comparator.comparingDouble(l -> MeasureLines.shortfall(l, w)))
                .orElseThrow();
    }

    private double shortfall(TermWindow.Word w) {
        return MeasureLines.shortfall(level(w), w);
    }
}
