package io.tidewatch.text.topic;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Taxonomy;
import org.jspecify.annotations.Nullable;

/** The part of a message that complains of something that no leaf names. */
final class Unnamed {
    /** Between what is left of a text. */
    private static final char CUT = '。';
    /** A leaf that the issue model gives less than so may be the nearest of those that there are. */
    private static final double SURE = 0.7;

    private Unnamed() {}

    /**
     * The text without its praise when it complains on no leaf, but for what the issue model only guesses, and is surely negative or has a negative opinion on {@code other};
     * of one that does complain on a leaf the clauses with a complaint on {@code other}.
     *
     * @return null when there is nothing unnamed; masked as the message is
     */
    static @Nullable String in(AnnotatedFeedback message) {
        if (message.noise() != null || !message.feedback().author().isCustomer()) {
            return null;
        }
        boolean named = false;
        boolean other = false;
        for (Opinion o : message.opinions()) {
            named |= o.complaint() && o.issue().indexOf('.') > 0 && !isGuess(o);
            other |= isOther(o);
        }
        if (!named && !other && !isSurelyNegative(message)) {
            return null;
        }
        String left = named ? complaints(message) : withoutPraise(message);
        return left.chars().anyMatch(Character::isLetter) ? left : null;
    }

    private static String complaints(AnnotatedFeedback message) {
        StringBuilder out = new StringBuilder();
        for (Opinion o : message.opinions()) {
            if (isOther(o) && o.complaint()) {
                out.append(message.feedback().text(), o.from(), o.to()).append(CUT);
            }
        }
        return out.toString();
    }

    private static String withoutPraise(AnnotatedFeedback message) {
        StringBuilder out = new StringBuilder(message.feedback().text());
        for (Opinion o : message.opinions()) {
            for (int i = o.from(); i < o.to() && o.label() == Label.POSITIVE; i++) {
                out.setCharAt(i, CUT);
            }
        }
        return out.toString();
    }

    private static boolean isOther(Opinion o) {
        return o.label() == Label.NEGATIVE && (o.issue().equals(Taxonomy.OTHER) || isGuess(o));
    }

    private static boolean isGuess(Opinion o) {
        return o.by() == FoundBy.MODEL && o.confidence() < SURE;
    }

    private static boolean isSurelyNegative(AnnotatedFeedback message) {
        return message.sentiment().label() == Label.NEGATIVE
                && message.sentiment().confidence() >= Opinion.COMPLAINT_CONFIDENCE;
    }
}
