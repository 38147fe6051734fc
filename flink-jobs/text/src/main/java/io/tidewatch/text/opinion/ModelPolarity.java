package io.tidewatch.text.opinion;

/**
 * What the model thinks of a text, and what it does not know of it.
 *
 * @param known false when there is no model for such a text; the rest is 0 then
 * @param positive log-odds of positive against negative, without the clauses that mean the opposite of their words
 * @param plain log-odds of a plain statement against an opinion
 * @param fresh evidence of the words that the model has not learnt
 * @param turned evidence of the clauses that mean the opposite of their words
 * @param named evidence of the complaints that are named, at most 0
 * @param open true when a clause of a short text means the opposite of its words, when all ask or deny, or it is next
 *     to nothing, so that only sentiment words count
 * @param length of what the model judged, in characters
 * @param english true when the model for English judged it, which has said nothing but {@code positive} and {@code plain}
 * @param share of the text that the model for English may judge, 0…1
 */
public record ModelPolarity(
        boolean known,
        double positive,
        double plain,
        double fresh,
        double turned,
        double named,
        boolean open,
        int length,
        boolean english,
        double share) {
    static final ModelPolarity UNKNOWN = new ModelPolarity(false, 0, 0, 0, 0, 0, false, 0, false, 0);

    static ModelPolarity ofEnglish(double positive, double plain, double share, int length) {
        return new ModelPolarity(true, positive, plain, 0, 0, 0, false, length, true, share);
    }
}
