package io.tidewatch.alert.words;

import io.tidewatch.alert.AlertKind;
import io.tidewatch.alert.Bilingual;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is said of one kind. Collects its phases and turns; nothing may be missing in the end. */
final class KindPhrases {
    private final Map<Phase, Phrase> phrases = new EnumMap<>(Phase.class);
    private final Map<Turn, Bilingual> turns = new EnumMap<>(Turn.class);
    private @Nullable Bilingual matter;

    /**
     * Sets a phase.
     *
     * @param head zh, en
     * @param says zh, en
     * @param impact zh, en
     */
    KindPhrases on(Phase phase, Bilingual head, Bilingual says, Bilingual impact) {
        phrases.put(phase, new Phrase(head, says, impact));
        return this;
    }

    /** A phase that this kind cannot be in, or that looks like another one, is told like that. */
    KindPhrases like(Phase other, Phase... phases) {
        for (Phase p : phases) {
            phrases.put(p, phrase(other));
        }
        return this;
    }

    KindPhrases turn(Turn turn, Bilingual head) {
        turns.put(turn, head);
        return this;
    }

    /**
     * What a rule's or the detector's end says of a matter; that it is no recovery.
     *
     * @param subject what ends, for example {@code “运输延误”的预警}
     * @param recovery what it does not mean, for example {@code 已恢复}
     */
    KindPhrases endsWithItsRule(Bilingual subject, Bilingual recovery) {
        on(
                Phase.RULE_CHANGED,
                said("规则已改", "rule changed"),
                said(
                        "规则已修改，预警就此结束，并不表示" + recovery.zh(),
                        "the rule was changed, which ends the alert; it does not mean " + recovery.en()),
                said(
                        subject.zh() + "所依据的规则已修改，预警于{{at}}结束，并不表示" + recovery.zh() + "。",
                        "the rule behind " + subject.en()
                                + " was changed, so the alert ended at {{at}}; it does not mean " + recovery.en()
                                + "."));
        return on(
                Phase.RULE_REMOVED,
                said("规则已删", "rule removed"),
                said(
                        "规则已删除，不再监测，并不表示" + recovery.zh(),
                        "the rule was removed and nothing watches this any more; it does not mean " + recovery.en()),
                said(
                        subject.zh() + "所依据的规则已删除，{{at}}起不再监测，并不表示" + recovery.zh() + "。",
                        "the rule behind " + subject.en()
                                + " was removed, so nothing has watched this since {{at}}; it does not mean "
                                + recovery.en() + "."));
    }

    /** It is not measured any more. */
    KindPhrases isLost(Bilingual subject) {
        return on(
                Phase.LOST,
                said("监测中断", "lost sight"),
                said("已无检测结果，结局不明，请人工确认", "nothing more is measured and the outcome is unknown, please check"),
                said(
                        subject.zh() + "已无检测结果，{{at}}关闭，请人工确认。",
                        "nothing more was heard of " + subject.en() + "; closed at {{at}}, please check."));
    }

    KindPhrases isAbout(Bilingual what) {
        matter = what;
        return this;
    }

    @Nullable
    Bilingual matter() {
        return matter;
    }

    Phrase phrase(Phase phase) {
        Phrase p = phrases.get(phase);
        if (p == null) {
            throw new IllegalStateException("no phrase for " + phase);
        }
        return p;
    }

    Bilingual turn(Turn turn) {
        Bilingual head = turns.get(turn);
        if (head == null) {
            throw new IllegalStateException("no words for " + turn);
        }
        return head;
    }

    /** @throws IllegalStateException naming the kind and what is missing */
    KindPhrases complete(AlertKind kind) {
        for (Phase p : Phase.values()) {
            if (!phrases.containsKey(p)) {
                throw new IllegalStateException("no phrase for " + kind + " " + p);
            }
        }
        for (Turn t : Turn.values()) {
            if (!turns.containsKey(t)) {
                throw new IllegalStateException("no words for " + kind + " " + t);
            }
        }
        return this;
    }

    static Bilingual said(String zh, String en) {
        return new Bilingual(zh, en);
    }
}
