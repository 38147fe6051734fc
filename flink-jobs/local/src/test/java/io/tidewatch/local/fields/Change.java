package io.tidewatch.local.fields;

import java.util.function.UnaryOperator;

/**
 * Two documents that differ in one field. Something must follow from the difference.
 *
 * @param one from a document that has everything
 * @param other likewise
 * @param follows what must follow
 * @param foreign true when the other one has fields that are not meant to be looked at
 */
record Change(UnaryOperator<Document> one, UnaryOperator<Document> other, Follows follows, boolean foreign) {
    /** What follows from a difference. */
    enum Follows {
        /** Other alerts, pushes, figures: whatever anybody sees of a file without errors. */
        OUTCOME,
        /** The other one is refused: all that an api version, or a name that must not be there twice, can do. */
        REFUSAL,
        /** Other words in which a problem is reported: all that a name can do by which people find a place. */
        WORDS
    }

    /** Both have the same fault; what is said of it differs. */
    static Change ofWords(String path, Object one, Object other, UnaryOperator<Document> faulty) {
        return new Change(
                d -> faulty.apply(d.with(path, one)), d -> faulty.apply(d.with(path, other)), Follows.WORDS, false);
    }

    /** What the document has, or what is made of it. */
    static Change to(UnaryOperator<Document> other) {
        return new Change(UnaryOperator.identity(), other, Follows.OUTCOME, false);
    }

    /** As {@link #to}, when that is something with fields of its own. */
    static Change toForeign(UnaryOperator<Document> other) {
        return new Change(UnaryOperator.identity(), other, Follows.OUTCOME, true);
    }

    /** One value or the other. */
    static Change of(String path, Object one, Object other) {
        return new Change(d -> d.with(path, one), d -> d.with(path, other), Follows.OUTCOME, false);
    }

    /** There or not. */
    static Change there(String path) {
        return to(d -> d.without(path));
    }

    /** A value that is refused, where the one in the document is not. */
    static Change refused(String path, Object other) {
        return new Change(UnaryOperator.identity(), d -> d.with(path, other), Follows.REFUSAL, false);
    }

    /** In a document that was made fit for it. */
    Change in(UnaryOperator<Document> made) {
        return new Change(d -> one.apply(made.apply(d)), d -> other.apply(made.apply(d)), follows, foreign);
    }
}
