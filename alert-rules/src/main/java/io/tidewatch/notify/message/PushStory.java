package io.tidewatch.notify.message;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.ShareChange;
import io.tidewatch.alert.words.Course;
import io.tidewatch.alert.words.Phase;
import io.tidewatch.alert.words.Phrases;
import io.tidewatch.alert.words.SuspensionFacts;
import io.tidewatch.alert.words.Turn;
import io.tidewatch.alert.words.Usual;
import io.tidewatch.alert.words.Wording;
import io.tidewatch.notify.IncidentAssembly;
import io.tidewatch.notify.IncidentFigures;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.KnownBefore;
import io.tidewatch.notify.Reason;
import io.tidewatch.time.LocalTimes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a push tells of an incident: of its leading alert's kind, in its phase, with the figures of all alerts of that rule. Text
 * from outside is harmless in it.
 *
 * @param counted the alerts of the leading one's rule, whose sum the figures are
 * @param name of the issue, else of what it is about
 * @param nameIsPlace true when the name is where it is, so that no place need be added
 * @param usual null when it is not known what is usual
 * @param head what is going on, in a word or two
 * @param impact a sentence
 */
record PushStory(
        Alert lead,
        List<Alert> counted,
        IncidentFigures figures,
        CountedPlaces places,
        Bilingual name,
        boolean nameIsPlace,
        @Nullable Usual usual,
        Phase phase,
        Bilingual head,
        Bilingual impact) {
    private static final int NAME = 30;

    static PushStory open(IncidentState s, Reason reason, KnownBefore known) {
        List<Alert> alerts = s.currentAlerts();
        Facts f = new Facts(alerts, IncidentFigures.lead(alerts));
        boolean first = reason == Reason.FIRST || reason == Reason.REOPENED;
        Phase phase = f.course.whileOpen(f.lead.kind(), first, reason != Reason.REPEAT);
        Turn turn = turn(reason, known, alerts);
        return f.story(
                phase,
                turn == null
                        ? f.wording.fill(Phrases.of(f.lead.kind(), phase).head())
                        : Phrases.of(f.lead.kind(), turn));
    }

    /** How an incident has ended is how the last of its alerts has. */
    static PushStory ended(IncidentState s, long now, LocalTimes times) {
        List<Alert> alerts = s.currentAlerts();
        Alert last = alerts.stream()
                .min(Comparator.comparingLong((Alert a) -> -a.resolvedAt()).thenComparing(IncidentAssembly.LEAD))
                .orElseThrow();
        Facts f = new Facts(alerts, last);
        String at = times.clock(s.incident().resolvedAt(), now);
        long lasted = s.incident().resolvedAt() - s.incident().startsAt();
        f.wording
                .with("at", at)
                .with("lasted", new Bilingual(PushWriter.span(lasted, true), PushWriter.span(lasted, false)));
        Phase phase = f.course.atEnd(last.kind(), last.resolution());
        return f.story(phase, f.wording.fill(Phrases.of(last.kind(), phase).head()));
    }

    private static @Nullable Turn turn(Reason reason, KnownBefore known, List<Alert> alerts) {
        return switch (reason) {
            case SEVERITY_UP -> Turn.WORSE;
            case LEVEL_CHANGED -> Turn.LEVEL_CHANGED;
            case DOUBLED -> Turn.DOUBLED;
            case REOPENED -> Turn.REOPENED;
            case NEW_MEMBER ->
                switch (known) {
                    case RECOVERED_GROUPS -> Turn.AGAIN;
                    case OTHER_RULES -> Turn.OTHER_RULE;
                    default -> placesOf(alerts) > 1 ? Turn.SPREADS : Turn.JOINED;
                };
            default -> null;
        };
    }

    private static long placesOf(List<Alert> alerts) {
        return alerts.stream()
                .map(a -> IncidentAssembly.place(a.group()))
                .filter(p -> !p.isEmpty())
                .distinct()
                .count();
    }

    /** How much it is, after a space. */
    Bilingual measure() {
        ShareChange change = lead.value().change();
        if (change != null) {
            String share = percent(change.share());
            String usually = percent(change.usual());
            return new Bilingual(" 占比" + share + "(平时" + usually + ")", " " + share + " (usually " + usually + ")");
        }
        if (isSuspension()) {
            SuspensionFacts facts = SuspensionFacts.of(lead);
            return new Bilingual(
                    " 处理器" + facts.cpu() + "(上限" + facts.limit() + ")",
                    " takes " + facts.cpu() + " of a core (limit " + facts.limit() + ")");
        }
        Bilingual than = usual == null ? Bilingual.EMPTY : usual.title();
        if (isSilence()) {
            Bilingual silence = silence(lead, figures);
            return new Bilingual(" " + silence.zh() + than.zh(), " " + silence.en() + spaced(than.en()));
        }
        String zh =
                " " + (lead.windowMs() > 0 ? PushWriter.span(lead.windowMs(), true) : "") + figures.originals() + "条";
        String en = " " + figures.originals()
                + (lead.windowMs() > 0 ? " in " + PushWriter.span(lead.windowMs(), false) : "");
        return new Bilingual(zh + than.zh(), en + spaced(than.en()));
    }

    /** How it came out, after a space. */
    Bilingual outcome(String lastedZh, String lastedEn, @Nullable Peak peak) {
        if (phase == Phase.UNSETTLED && usual != null && !isSilence()) {
            return new Bilingual(
                    " 最后" + figures.originals() + "条，" + usual.alone().zh(),
                    " " + figures.originals() + ", " + usual.alone().en());
        }
        if (isSilence()) {
            return new Bilingual(" 静默" + lastedZh, " silent for " + lastedEn);
        }
        boolean high = hasPeak() && peak != null;
        return new Bilingual(
                " 持续" + lastedZh + (high ? " 峰值" + Objects.requireNonNull(peak).originals() + "条" : ""),
                " after " + lastedEn
                        + (high ? ", peak " + Objects.requireNonNull(peak).originals() : ""));
    }

    /** True when the highest count says something. */
    boolean hasPeak() {
        return switch (lead.kind()) {
            case SURGE, SPIKE, DRIFT, THRESHOLD, NEW_TERM -> true;
            case SHIFT, SEQUENCE, REPEAT, MATCH, FLATLINE, COMPOSITE, SUSPENDED -> false;
        };
    }

    /** True when it is about a rule that watches nothing. */
    boolean isSuspension() {
        return lead.kind() == AlertKind.SUSPENDED;
    }

    /** True when it is about messages that do not come. */
    boolean isSilence() {
        return lead.kind() == AlertKind.FLATLINE;
    }

    private static String spaced(String text) {
        return text.isEmpty() ? "" : " " + text;
    }

    private static Bilingual silence(Alert lead, IncidentFigures f) {
        String zh = PushWriter.span(lead.windowMs(), true);
        String en = PushWriter.span(lead.windowMs(), false);
        return f.originals() == 0
                ? new Bilingual(zh + "没有新消息", "no message for " + en)
                : new Bilingual(zh + "只有" + f.originals() + "条消息", "only " + f.originals() + " in " + en);
    }

    private static String percent(double share) {
        return Math.round(share * 100) + "%";
    }

    /** What can be said of some alerts by one of them. */
    private static final class Facts {
        private final Alert lead;
        private final List<Alert> counted;
        private final IncidentFigures figures;
        private final CountedPlaces places;
        private final @Nullable Usual usual;
        private final Course course;
        private final Wording wording;

        Facts(List<Alert> alerts, Alert lead) {
            this.lead = lead;
            this.counted =
                    alerts.stream().filter(a -> a.rule().equals(lead.rule())).toList();
            this.figures = IncidentFigures.of(alerts, lead);
            this.places = CountedPlaces.of(counted);
            this.usual =
                    Usual.of(figures.originals(), figures.expected(), figures.ratio(), figures.band(), lead.value());
            this.course = new Course(
                    figures.originals(),
                    figures.peak(),
                    figures.trend(),
                    usual,
                    lead.value().change());
            this.wording = wording();
        }

        private Wording wording() {
            long window = lead.windowMs();
            String zhWindow = PushWriter.span(window, true);
            String enWindow = PushWriter.span(window, false);
            String voices = figures.authors() + (figures.authors() == 1 ? " voice" : " voices");
            ShareChange change = lead.value().change();
            Wording w = new Wording()
                    .with("place", places.phrase())
                    .with("issue", issue())
                    .with("window", window > 0 ? new Bilingual(zhWindow, enWindow) : null)
                    .with(
                            "voices",
                            window > 0
                                    ? new Bilingual(
                                            zhWindow + "内" + figures.authors() + "人发声", voices + " in " + enWindow)
                                    : new Bilingual(figures.authors() + "人发声", voices))
                    .with("times", usual == null ? null : usual.inWords())
                    .with("alone", usual == null ? null : usual.alone())
                    .with("against", usual == null ? null : course.compared(""))
                    .with("compared", course.compared(""))
                    .with("fell", course.fell())
                    .with("moved", course.moved())
                    .with("posts", Long.toString(figures.posts()))
                    .with(
                            "reach",
                            lead.value().reach() > 0
                                    ? Long.toString(lead.value().reach())
                                    : "")
                    .with("silence", silence(lead, figures))
                    .with("steps", steps())
                    .with("term", term());
            SuspensionFacts.of(lead).in(w);
            return change == null
                    ? w
                    : w.with("share", percent(change.share()))
                            .with("usual_share", percent(change.usual()))
                            .with("points", Usual.round(Math.abs(change.deltaPoints())));
        }

        /** What customers speak of; never the name of a rule. */
        private @Nullable Bilingual issue() {
            Bilingual name = lead.issueName();
            return name == null ? null : new Bilingual(SafeText.of(name.zh(), NAME), SafeText.of(name.en(), NAME * 2));
        }

        /** The issue, else the word that customers began to use, else what the kind is about or the rule. */
        private Bilingual name() {
            Bilingual term = term();
            if (lead.issueName() == null && term != null) {
                return term;
            }
            Bilingual raw = IncidentAssembly.nameOf(lead);
            return new Bilingual(SafeText.of(raw.zh(), NAME), SafeText.of(raw.en(), NAME * 2));
        }

        private @Nullable Bilingual term() {
            String word = lead.group().get("keyword");
            String safe = word == null ? "" : SafeText.of(word, NAME);
            return safe.isEmpty() ? null : new Bilingual("「" + safe + "」", "“" + safe + "”");
        }

        private @Nullable Bilingual steps() {
            List<Bilingual> names = lead.evidence().samples().stream()
                    .map(EvidenceSample::stepName)
                    .filter(Objects::nonNull)
                    .distinct()
                    .map(n -> new Bilingual(SafeText.of(n.zh(), NAME), SafeText.of(n.en(), NAME)))
                    .toList();
            return names.isEmpty()
                    ? null
                    : new Bilingual(
                            names.stream().map(Bilingual::zh).collect(Collectors.joining(" → ")),
                            names.stream().map(Bilingual::en).collect(Collectors.joining(" → ")));
        }

        PushStory story(Phase phase, Bilingual head) {
            boolean isPlace = lead.issueName() == null && Phrases.matterOf(lead.kind()) != null && !places.isEmpty();
            return new PushStory(
                    lead,
                    counted,
                    figures,
                    places,
                    isPlace
                            ? new Bilingual(
                                    places.largest().zh().strip(),
                                    places.largest().en().strip())
                            : name(),
                    isPlace,
                    usual,
                    phase,
                    head,
                    wording.fill(Phrases.of(lead.kind(), phase).impact()));
        }
    }
}
