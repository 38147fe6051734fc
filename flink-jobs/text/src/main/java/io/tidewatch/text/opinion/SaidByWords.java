package io.tidewatch.text.opinion;

import io.tidewatch.feedback.Opinion;
import io.tidewatch.taxonomy.Taxonomy;
import java.util.List;

/** Which complaint words find in a clause: what the issue model is told beside the text. */
final class SaidByWords {
    private SaidByWords() {}

    /**
     * @param opinions that words have found
     * @param from where the clause begins
     * @param to one past its last character
     * @return the first leaf complained of there, else {@code other} where that is, else empty
     */
    static String in(List<Opinion> opinions, int from, int to) {
        String said = "";
        for (Opinion o : opinions) {
            if (o.complaint() && o.from() < to && from < o.to()) {
                if (!o.issue().equals(Taxonomy.OTHER)) {
                    return o.issue();
                }
                said = o.issue();
            }
        }
        return said;
    }
}
