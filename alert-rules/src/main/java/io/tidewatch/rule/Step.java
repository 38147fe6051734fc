package io.tidewatch.rule;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.rule.cel.Where;

/**
 * One step of a sequence.
 *
 * @param name unique within the rule; what is kept and compared
 * @param shown the name as people read it, in their language
 * @param condition canonical CEL
 * @param where {@code condition}, compiled
 * @param times exactly how many messages, from 1
 * @param optional the step may be missing
 * @param absent no such message may come
 * @param strict the next message of the rule's {@code where} must be this one; otherwise others may come between
 */
public record Step(
        String name,
        Bilingual shown,
        String condition,
        Where where,
        int times,
        boolean optional,
        boolean absent,
        boolean strict) {
    /** A step that has one name in all languages. */
    public Step(
            String name, String condition, Where where, int times, boolean optional, boolean absent, boolean strict) {
        this(name, new Bilingual(name, name), condition, where, times, optional, absent, strict);
    }
}
