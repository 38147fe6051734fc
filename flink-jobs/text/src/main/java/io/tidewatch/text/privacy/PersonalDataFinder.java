package io.tidewatch.text.privacy;

import java.util.Set;

/** Finds one or a few kinds of personal data. Without state; time is linear in the text. */
interface PersonalDataFinder {
    /** Takes what it finds, and adds the wire names of the kinds. */
    void find(FoldedText text, Set<String> kinds);
}
