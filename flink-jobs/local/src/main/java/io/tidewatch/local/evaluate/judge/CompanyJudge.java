package io.tidewatch.local.evaluate.judge;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Severity;
import io.tidewatch.local.company.CompanySettings;
import io.tidewatch.local.company.ComplaintBins;
import io.tidewatch.local.company.Crisis;
import io.tidewatch.local.company.CrisisShape;
import io.tidewatch.notify.DispatchTimeline;
import io.tidewatch.notify.DispatchTimeline.Notified;
import io.tidewatch.notify.DispatchTimeline.TimedAlert;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.message.PushMessage;
import io.tidewatch.notify.message.PushWriter;
import io.tidewatch.replay.evaluate.Rival;
import io.tidewatch.replay.ruletest.AlertTimeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges what rules told of a company's crises, and what of its quiet weeks.
 *
 * <p>A crisis is told of when an alert of its issue, or of what its issue and scope are part of, is above info for the first time
 * between its onset and two hours after its end. A rule that looks at single messages (kind {@code match}) tells
 * of a single message and is counted apart. It is told in time before a tenth of its messages, or by the 15th where that is later; a
 * burst also within 30 minutes.
 *
 * <p>A page is what a receiver with a channel is sent by the notification policy, but for the news that it is over and for reminders
 * that it is not, which whoever acknowledges does not get. It is a crisis's
 * when its incident is, as above, and comes within a day of its onset. It is false in quiet time: see {@link Quiet}.
 */
public final class CompanyJudge {
    private static final long AFTER_MS = 2 * 3_600_000L;
    private static final long DAY_MS = 86_400_000;
    private static final long BURST_MS = 30 * 60_000;
    private static final int LEAST_MESSAGES = 15;

    static final String FIXED = "fixed threshold, in hindsight";
    private static final double[] COUNTS = rising(3, 1.0, 1.12, 60);
    private static final double[] SCORES = rising(2, 0.25, 1.06, 60);

    private final CompanySettings settings;
    private final List<Crisis> crises;
    private final Quiet quiet;
    private final List<TimedAlert> revisions;
    private final List<TimedAlert> alerts;
    private final List<Notified> pages;

    /** @param revisions every revision of every episode, in any order */
    public CompanyJudge(CompanySettings settings, List<Crisis> crises, List<Alert> revisions, NotifyConfig notify) {
        this.settings = settings;
        this.crises = crises;
        this.quiet = Quiet.of(settings, crises);
        this.revisions = new AlertTimeline(revisions).all();
        this.alerts = firstAboveInfo(this.revisions);
        this.pages = DispatchTimeline.of(notify, this.revisions, settings.end()).stream()
                .filter(p -> isPage(p.reason()))
                .toList();
    }

    /**
     * @param complaints what the rivals count
     * @param rules hash of what decided
     * @param messages how many there were
     */
    public CompanyResult judge(ComplaintBins complaints, String rules, long messages) {
        List<Map<String, CrisisOutcome.Told>> told = new ArrayList<>();
        crises.forEach(c -> told.add(new LinkedHashMap<>()));
        Map<String, Integer> rivals = new LinkedHashMap<>();
        RivalAlarms counts = RivalAlarms.ofCounts(complaints);
        rival(FIXED, counts, counts.inHindsight(COUNTS, quiet), rivals, told);
        for (Rival r : Rival.values()) {
            RivalAlarms alarms = RivalAlarms.of(r, complaints);
            rival(r.title(), alarms, r.usualThreshold(), rivals, told);
            rival(inHindsight(r), alarms, alarms.inHindsight(SCORES, quiet), rivals, told);
        }
        List<CrisisOutcome> outcomes = new ArrayList<>();
        for (Crisis c : crises) {
            outcomes.add(outcome(c, told.get(c.number())));
        }
        List<Notified> wrong =
                pages.stream().filter(p -> quiet.contains(p.at())).toList();
        Map<String, Integer> byRule = new TreeMap<>();
        for (Notified p : wrong) {
            Set<String> of = new HashSet<>();
            loud(p.incident()).forEach(m -> of.add(m.rule()));
            of.forEach(rule -> byRule.merge(rule, 1, Integer::sum));
        }
        return new CompanyResult(
                settings.volume(),
                settings.seed(),
                rules,
                messages,
                quiet.weeks(),
                wrong.size(),
                (int) wrong.stream().filter(CompanyJudge::isSingle).count(),
                rivals,
                byRule,
                outcomes);
    }

    /**
     * What the receivers' phones showed in the first day of each crisis, in Chinese.
     *
     * @param writer as notifications are written
     */
    public String readAloud(PushWriter writer) {
        StringBuilder out = new StringBuilder();
        for (Crisis c : crises) {
            out.append("== ")
                    .append(c.issue())
                    .append(c.value() == null ? ", nationwide" : ", " + c.value())
                    .append(", ")
                    .append(c.shape())
                    .append('\n');
            for (Notified p : pagesOf(c)) {
                PushMessage m = writer.compose(p.notification(), p.at());
                out.append(String.format(
                        Locale.ROOT,
                        "%n%d min, message %d, to %s: %s%n%s%n",
                        (p.at() - c.onset()) / 60_000,
                        c.messagesUntil(p.at()),
                        p.receiver(),
                        p.reason().name().toLowerCase(Locale.ROOT),
                        m.title().zh()));
                m.lines().forEach(l -> out.append(l.zh()).append('\n'));
            }
            out.append('\n');
        }
        return out.toString();
    }

    private List<Notified> pagesOf(Crisis c) {
        return pages.stream()
                .filter(p -> p.at() >= c.onset() && p.at() < c.onset() + DAY_MS && isOf(p.incident(), c))
                .toList();
    }

    private static boolean isPage(Reason reason) {
        return reason != Reason.RESOLVED && reason != Reason.REPEAT;
    }

    private void rival(
            String name,
            RivalAlarms alarms,
            double threshold,
            Map<String, Integer> wrong,
            List<Map<String, CrisisOutcome.Told>> told) {
        wrong.put(name, alarms.falseAlarms(threshold, quiet));
        for (Crisis c : crises) {
            alarms.told(threshold, c).ifPresent(at -> told.get(c.number()).put(name, told(name, c, at)));
        }
    }

    private CrisisOutcome outcome(Crisis c, Map<String, CrisisOutcome.Told> rivals) {
        TimedAlert first = first(c, false);
        List<Notified> ofIt = pagesOf(c);
        return new CrisisOutcome(
                c.issue(),
                c.leaf(),
                c.scope(),
                c.value(),
                c.shape(),
                c.onset(),
                c.messages(),
                first == null ? null : told(first.alert().rule(), c, first.at()),
                first(c, true) != null,
                ofIt.size(),
                (int) ofIt.stream().filter(CompanyJudge::isSingle).count(),
                first != null && NamedLevel.isRight(named(c, first), c),
                rivals);
    }

    /** What tells of a crisis a day after it was told, or the first while nothing has said at which level it is. */
    private Alert named(Crisis c, TimedAlert first) {
        Alert last = first.alert();
        for (TimedAlert a : revisions) {
            boolean told = a.at() >= first.at() && a.at() <= Math.min(first.at() + DAY_MS, c.end() + AFTER_MS);
            Alert alert = a.alert();
            if (told
                    && alert.severity() != Severity.INFO
                    && alert.isOpen()
                    && alert.partOf() == null
                    && alert.level() != null
                    && isOf(alert.incident(), alert.kind(), alert.group(), c)) {
                last = alert;
            }
        }
        return last;
    }

    private @Nullable TimedAlert first(Crisis c, boolean single) {
        for (TimedAlert a : alerts) {
            if (a.at() >= c.onset()
                    && a.at() <= c.end() + AFTER_MS
                    && a.alert().kind().isOverOneMessage() == single
                    && isOf(a.alert().incident(), a.alert().kind(), a.alert().group(), c)) {
                return a;
            }
        }
        return null;
    }

    private static CrisisOutcome.Told told(String by, Crisis c, long at) {
        int messages = c.messagesUntil(at);
        boolean soon =
                messages <= inTimeBy(c.messages()) || (c.shape() == CrisisShape.BURST && at - c.onset() <= BURST_MS);
        return new CrisisOutcome.Told(by, at - c.onset(), messages, soon);
    }

    /** The message of a crisis of so many by which it is told in time. */
    static int inTimeBy(int messages) {
        return Math.max(LEAST_MESSAGES, messages / 10);
    }

    static String inHindsight(Rival rival) {
        return rival.title() + ", in hindsight";
    }

    /** Each episode when it was above info for the first time, in order of time. */
    private static List<TimedAlert> firstAboveInfo(List<TimedAlert> revisions) {
        List<TimedAlert> out = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (TimedAlert a : revisions) {
            if (a.alert().severity() != Severity.INFO
                    && a.alert().isOpen()
                    && seen.add(a.alert().id())) {
                out.add(a);
            }
        }
        out.sort(Comparator.comparingLong(TimedAlert::at)
                .thenComparing(a -> a.alert().rule())
                .thenComparing(a -> a.alert().group().key()));
        return out;
    }

    private static boolean isOf(Incident incident, Crisis c) {
        return loud(incident).stream().anyMatch(m -> isOf(incident.incident(), m.kind(), m.group(), c));
    }

    /** True when an alert is of the issue of a crisis, or of what its issue and its scope are part of. */
    private static boolean isOf(String incident, AlertKind kind, Group group, Crisis c) {
        if (!incident.startsWith("rule:")) {
            return incident.equals(c.issue());
        }
        if (kind.isAboutAbsence()) {
            return false;
        }
        for (String name : group.names()) {
            String value = group.get(name);
            boolean part = switch (name) {
                case "issue" -> c.issue().equals(value);
                case "category" -> c.issue().equals(value) || c.issue().startsWith(value + ".");
                default ->
                    name.equals(c.scope().dimension()) && String.valueOf(value).equals(c.value());
            };
            if (!part) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSingle(Notified page) {
        return loud(page.incident()).stream().allMatch(m -> m.kind().isOverOneMessage());
    }

    /** Members above info that are open, or all above info when none is open any more. */
    private static List<Member> loud(Incident incident) {
        List<Member> loud = incident.members().stream()
                .filter(m -> m.severity() != Severity.INFO)
                .toList();
        List<Member> open =
                loud.stream().filter(m -> m.status() != AlertStatus.RESOLVED).toList();
        return open.isEmpty() ? loud : open;
    }

    private static double[] rising(double from, double step, double factor, int count) {
        double[] out = new double[count];
        out[0] = from;
        for (int i = 1; i < count; i++) {
            double next = out[i - 1] * factor;
            out[i] = Math.max(out[i - 1] + step, step == 1 ? Math.rint(next) : next);
        }
        return out;
    }
}
