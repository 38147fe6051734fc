package io.tidewatch.alert.words;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sentences: one for each kind in each phase, and the words for what is new about an incident. A new kind needs its case in
 * {@code table}; a phase or turn without words is named when this is loaded. All of them, filled with examples, stand in
 * {@code alert-rules/src/test/resources/words/sentences.txt}.
 */
public final class Phrases {
    private static final Map<AlertKind, KindPhrases> ALL = new EnumMap<>(AlertKind.class);

    static {
        for (AlertKind kind : AlertKind.values()) {
            ALL.put(kind, table(kind).complete(kind));
        }
    }

    private Phrases() {}

    private static KindPhrases table(AlertKind kind) {
        return switch (kind) {
            case SURGE -> CountedPhrases.surge();
            case SPIKE -> CountedPhrases.spike();
            case DRIFT -> CountedPhrases.drift();
            case THRESHOLD -> CountedPhrases.threshold();
            case SHIFT -> SharePhrases.shift();
            case SEQUENCE -> EventPhrases.sequence();
            case REPEAT -> EventPhrases.repeat();
            case MATCH -> EventPhrases.match();
            case FLATLINE -> SilencePhrases.flatline();
            case NEW_TERM -> EventPhrases.newTerm();
            case COMPOSITE -> EventPhrases.composite();
            case SUSPENDED -> SuspensionPhrases.suspended();
        };
    }

    /** What is said of a kind in a phase. */
    public static Phrase of(AlertKind kind, Phase phase) {
        return phrases(kind).phrase(phase);
    }

    /** The first words of a title when this is what is new. */
    public static Bilingual of(AlertKind kind, Turn turn) {
        return phrases(kind).turn(turn);
    }

    /** What an alert of a kind is about when it is about no issue; null when only its rule's name says that. */
    public static @Nullable Bilingual matterOf(AlertKind kind) {
        return phrases(kind).matter();
    }

    private static KindPhrases phrases(AlertKind kind) {
        KindPhrases p = ALL.get(kind);
        if (p == null) {
            throw new IllegalStateException("no phrases for " + kind);
        }
        return p;
    }
}
