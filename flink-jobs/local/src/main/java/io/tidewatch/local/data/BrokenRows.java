package io.tidewatch.local.data;

import io.tidewatch.text.privacy.Masker;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the rows of a file: the first ones in words, all of them as a number. */
public final class BrokenRows {
    /** As many are told in words. */
    public static final int TOLD = 20;

    private final Masker masker = Masker.withoutKey();
    private final List<String> told = new ArrayList<>();
    private long count;

    /** Counts a problem, and tells it without the personal data that it may quote. */
    void add(String problem) {
        count++;
        if (told.size() < TOLD) {
            told.add(masker.maskQuote(problem));
        }
    }

    public long count() {
        return count;
    }

    /** A line for each of the first, and one that counts the others. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(told);
        if (count > told.size()) {
            lines.add("and " + (count - told.size()) + " more broken rows");
        }
        return lines;
    }
}
