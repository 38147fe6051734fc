package io.tidewatch.text.opinion;

/**
 * What else is known of a message when its text is read.
 *
 * @param language {@code zh}, {@code en}, {@code mixed} or {@code other}, which no model reads; empty when only its letters tell
 * @param scores evidence of what the customer scored, stars, CSAT or NPS: negative for a low score, 0 without any
 * @param subject what it is about by its fields, the product's name for one; empty when nothing says so
 */
public record Beside(String language, double scores, String subject) {
    /** Nothing else is known. */
    public static final Beside NOTHING = new Beside("", 0, "");

    /** The same of a text in another language. */
    public Beside in(String other) {
        return new Beside(other, scores, subject);
    }
}
