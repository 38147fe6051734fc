package io.tidewatch.episode;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Resolution;
import io.tidewatch.alert.SaidBefore;
import io.tidewatch.alert.Trace;
import io.tidewatch.hash.StableHash;
import io.tidewatch.rule.DeclaredDimensions;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.summary.Summary;
import io.tidewatch.taxonomy.Leaf;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.time.LocalTimes;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the alert of an episode's state, in the words of the taxonomy.
 *
 * @param live false when time is played: then nothing of the wall clock is in an alert, and no alert is historical
 * @param historicalAfterMs so far behind the clock an episode is historical, milliseconds; {@link Long#MAX_VALUE}: never
 * @param clock wall clock, epoch milliseconds
 * @param times how its sentence writes clock times
 * @param dimensions as people read those that the installation declares
 */
public record AlertWriter(
        Taxonomy taxonomy,
        boolean live,
        long historicalAfterMs,
        LongSupplier clock,
        LocalTimes times,
        DeclaredDimensions dimensions) {
    /** What the alerts of one rule and group have in common. */
    static String fingerprint(String rule, Group group) {
        return StableHash.id(rule, group.key());
    }

    /** @param resolution null unless resolved */
    Alert write(Episode e, Rule written, AlertStatus status, @Nullable Resolution resolution) {
        Rule rule = written.over(e.windowMs());
        String issue = e.group().get("issue");
        String incident = issue != null ? issue : rule.fixedIssue() != null ? rule.fixedIssue() : "rule:" + rule.name();
        Leaf leaf = taxonomy.leaf(incident);
        boolean resolved = status == AlertStatus.RESOLVED;
        long resolvedAt = resolved ? Math.max(e.updatedAt(), e.keepUntil()) : 0;
        Peak peak = new Peak(e.peakAt(), e.peakOriginals());
        Bilingual summary = resolved
                ? Summary.ended(
                        rule,
                        e.group(),
                        e.value(),
                        peak,
                        resolution,
                        e.startsAt(),
                        resolvedAt,
                        taxonomy,
                        times,
                        dimensions)
                : said(
                        e,
                        Summary.open(
                                rule,
                                e.group(),
                                e.value(),
                                peak,
                                status == AlertStatus.FIRING,
                                e.startsAt(),
                                taxonomy,
                                times,
                                dimensions,
                                e.coldStart()));
        return Alert.builder(
                        e.id(),
                        fingerprint(e.rule(), e.group()),
                        incident,
                        e.rule(),
                        rule.kind(),
                        e.severity(),
                        e.group())
                .revision(e.revision())
                .issueName(
                        leaf != null ? leaf.name() : incident.equals(Taxonomy.OTHER) ? taxonomy.nameOf(incident) : null)
                .ruleVersion(rule.version())
                .status(status)
                .resolution(resolution)
                .historical(isHistorical(e))
                .labels(rule.labels())
                .startsAt(e.startsAt())
                .firedAt(e.firedAt())
                .updatedAt(e.updatedAt())
                .resolvedAt(resolvedAt)
                .windowMs(rule.windowMs())
                .value(e.value())
                .evidence(e.evidence().named(dimensions::nameOf))
                .completeness(e.value().completeness() == null ? 1.0 : e.value().completeness())
                .coldStart(e.coldStart())
                .summary(summary)
                .owner(rule.owner() != null || leaf == null ? rule.owner() : leaf.owner())
                .runbook(rule.runbook() != null || leaf == null ? rule.runbook() : leaf.runbook())
                .peak(peak)
                .trace(live ? new Trace(e.receivedAt(), e.annotatedAt(), e.evaluatedAt()) : null)
                .build();
    }

    /** The sentence, and that most of it was said long before it was heard. */
    private static Bilingual said(Episode e, Bilingual sentence) {
        Evidence why = e.evidence();
        if (!why.isHeardLate()) {
            return sentence;
        }
        Bilingual before = SaidBefore.of(why.saidFrom(), why.saidTo(), e.updatedAt());
        return new Bilingual(sentence.zh() + "（" + before.zh() + "）", sentence.en() + " (" + before.en() + ")");
    }

    /** An episode that was current stays it, however long it is open. */
    private boolean isHistorical(Episode e) {
        return live && !e.current() && !isCurrent(e);
    }

    /** True when the last reading of an episode is not far behind the clock. */
    boolean isCurrent(Episode e) {
        return clock.getAsLong() - e.updatedAt() <= historicalAfterMs;
    }
}
