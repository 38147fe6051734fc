package io.tidewatch.level;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Severity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open alert whose level is looked at together with others of its incident, and what was last said of it. Immutable.
 *
 * @param alert as its episode wrote it last
 * @param level as {@link Levels#of}; null when not known
 * @param partOf the alert that tells it; null when it tells itself
 * @param told highest severity with which it has told itself; null when it never has
 * @param added revisions that were said besides those of its episode
 */
public record LevelMember(
        Alert alert,
        @Nullable Group level,
        @Nullable String partOf,
        @Nullable Severity told,
        int added) {
    static LevelMember of(Alert a) {
        return new LevelMember(a, Levels.of(a, null), null, null, 0);
    }

    /** Of the alert. */
    public String id() {
        return alert.id();
    }

    /** True while it tells itself, and has. */
    boolean isTelling() {
        return told != null && partOf == null;
    }

    /** With a newer state of the alert. */
    LevelMember with(Alert newer) {
        Group now = newer.revision() == alert.revision() ? level : Levels.of(newer, level);
        return new LevelMember(newer, now, partOf, told, added);
    }

    /**
     * What is said of it from now on.
     *
     * @param leader the alert that tells it; null when it tells itself
     * @param before as it was last said; null when nothing was
     */
    LevelMember saidAs(@Nullable String leader, @Nullable LevelMember before) {
        Severity own = alert.severity();
        Severity highest = leader != null || (told != null && told.compareTo(own) > 0) ? told : own;
        boolean again = before != null
                && before.alert.revision() == alert.revision()
                && before.alert.status() == alert.status()
                && !(Objects.equals(before.partOf, leader) && before.told == highest);
        return new LevelMember(alert, level, leader, highest, again ? added + 1 : added);
    }

    /** The alert as it is said: what another tells is no more than information, unless it has told itself before. */
    Alert said() {
        Severity severity = partOf == null ? alert.severity() : told == null ? Severity.INFO : told;
        return alert.toBuilder()
                .revision(alert.revision() + added)
                .status(added > 0 && alert.status() == AlertStatus.FIRING ? AlertStatus.AMENDED : alert.status())
                .severity(severity)
                .level(level)
                .partOf(partOf)
                .build();
    }
}
