package io.tidewatch.notify;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.IncidentStatus;
import io.tidewatch.alert.Member;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Pseudonym;
import io.tidewatch.alert.Severity;
import io.tidewatch.alert.words.Phrases;
import io.tidewatch.feedback.Regions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an incident together from its alerts. */
public final class IncidentAssembly {
    private static final int SAMPLES = 6;
    private static final int KEYWORDS = 12;
    private static final int PLACES = 3;

    /** The alert that stands for the rest: worst, then largest, then first. */
    public static final Comparator<Alert> LEAD = Comparator.comparing(Alert::severity)
            .reversed()
            .thenComparing(a -> -a.value().originals())
            .thenComparing(Alert::startsAt)
            .thenComparing(Alert::fingerprint);

    private IncidentAssembly() {}

    static Incident of(String id, int revision, List<TrackedAlert> tracked, boolean historical, @Nullable Peak before) {
        List<Member> members = new ArrayList<>();
        List<Alert> open = new ArrayList<>();
        List<Alert> all = new ArrayList<>();
        long startsAt = Long.MAX_VALUE;
        long updatedAt = 0;
        long resolvedAt = 0;
        for (TrackedAlert t : tracked) {
            Alert a = t.alert();
            all.add(a);
            if (a.isOpen()) {
                open.add(a);
            }
            members.add(member(t));
            startsAt = Math.min(startsAt, a.startsAt());
            updatedAt = Math.max(updatedAt, a.updatedAt());
            resolvedAt = Math.max(resolvedAt, a.resolvedAt());
        }
        List<Alert> notification = new ArrayList<>(telling(open.isEmpty() ? all : open));
        notification.sort(LEAD);
        Alert lead = notification.get(0);
        Severity severity = lead.severity();
        String key = lead.incident();
        return new Incident(
                id,
                key,
                revision,
                open.isEmpty() ? IncidentStatus.RESOLVED : IncidentStatus.OPEN,
                severity,
                historical,
                startsAt,
                updatedAt,
                open.isEmpty() ? Math.max(resolvedAt, startsAt) : 0,
                open.isEmpty() ? "closed" : "open",
                null,
                lead.owner(),
                lead.runbook(),
                title(lead, notification),
                members,
                evidence(notification),
                peak(before, notification, open.isEmpty()),
                lead.level());
    }

    /** Without those that another one tells, where there are others. */
    static List<Alert> telling(List<Alert> alerts) {
        List<Alert> telling = alerts.stream().filter(a -> a.partOf() == null).toList();
        return telling.isEmpty() ? alerts : telling;
    }

    private static Member member(TrackedAlert t) {
        Alert a = t.alert();
        return new Member(
                a.id(),
                a.fingerprint(),
                a.rule(),
                a.kind(),
                a.status(),
                a.severity(),
                a.group(),
                a.startsAt(),
                a.updatedAt(),
                a.value(),
                a.summary(),
                t.inhibitedBy(),
                a.partOf());
    }

    /** The issue's name and the largest groups of the rule that leads: a place that another rule found is not what is counted. */
    private static Bilingual title(Alert lead, List<Alert> notification) {
        Bilingual name = nameOf(lead);
        List<String> places = places(
                notification.stream().filter(a -> a.rule().equals(lead.rule())).toList());
        return places.isEmpty()
                ? name
                : new Bilingual(
                        name.zh() + " " + String.join("、", places),
                        name.en() + " "
                                + places.stream().map(IncidentAssembly::english).collect(Collectors.joining(", ")));
    }

    /** The issue's name, else what its kind is about, else the rule's name, else the issue's id. */
    public static Bilingual nameOf(Alert a) {
        if (a.issueName() != null) {
            return a.issueName();
        }
        String key = a.incident();
        Bilingual matter = Phrases.matterOf(a.kind());
        if (matter != null && key.startsWith("rule:")) {
            return matter;
        }
        String name = key.startsWith("rule:") ? key.substring("rule:".length()) : key;
        return new Bilingual(name, name);
    }

    /** What distinguishes the members, largest first, at most three. */
    public static List<String> places(List<Alert> notification) {
        Set<String> out = new LinkedHashSet<>();
        notification.stream()
                .sorted(Comparator.comparingLong((Alert a) -> -a.value().originals())
                        .thenComparing(LEAD))
                .map(a -> place(a.group()))
                .filter(p -> !p.isEmpty())
                .forEach(out::add);
        return out.stream().limit(PLACES).toList();
    }

    /**
     * The values of a group but for the issue and its category, which the incident's name says already; people by their
     * pseudonyms.
     */
    public static String place(Group g) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < g.names().size(); i++) {
            String name = g.names().get(i);
            if (!name.equals("issue")
                    && !name.equals("category")
                    && !g.values().get(i).equals("unknown")) {
                String value = g.values().get(i);
                out.add(Pseudonym.isFor(name) ? Pseudonym.of(name, value).zh() : value);
            }
        }
        return String.join(" ", out);
    }

    /** A place in English: regions and kinds of people have names of their own. */
    public static String english(String place) {
        return Arrays.stream(place.split(" "))
                .map(Pseudonym::english)
                .map(Regions::english)
                .collect(Collectors.joining(" "));
    }

    private static Evidence evidence(List<Alert> notification) {
        EvidenceSample first = null;
        List<EvidenceSample> samples = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        Set<String> keywords = new LinkedHashSet<>();
        for (Alert a : notification) {
            EvidenceSample f = a.evidence().first();
            if (f != null && (first == null || f.eventTime() < first.eventTime())) {
                first = f;
            }
            keywords.addAll(a.evidence().keywords());
        }
        for (int i = 0, found = 1; samples.size() < SAMPLES && found > 0; i++) {
            found = 0;
            for (Alert a : notification) {
                if (i < a.evidence().samples().size()) {
                    found++;
                    EvidenceSample s = a.evidence().samples().get(i);
                    if (samples.size() < SAMPLES && ids.add(s.id())) {
                        samples.add(s);
                    }
                }
            }
        }
        return new Evidence(
                        first,
                        samples,
                        keywords.stream().limit(KEYWORDS).toList(),
                        notification.get(0).evidence().overRepresented())
                .withShares(notification.get(0).evidence().shares());
    }

    private static @Nullable Peak peak(@Nullable Peak before, List<Alert> notification, boolean resolved) {
        Peak best = before;
        for (Alert a : notification) {
            if (a.peak() != null && (best == null || a.peak().originals() > best.originals())) {
                best = a.peak();
            }
        }
        if (resolved) {
            return best;
        }
        String rule = notification.get(0).rule();
        long originals = 0;
        long at = 0;
        for (Alert a : notification) {
            if (a.rule().equals(rule)) {
                originals += a.value().originals();
                at = Math.max(at, a.updatedAt());
            }
        }
        return best == null || originals > best.originals() ? new Peak(at, originals) : best;
    }
}
