package io.tidewatch.connector.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is wrong with the rows of a file: the first ones in words, all of them as a number. */
public final class BrokenRows {
    /** As many are told in words. */
    public static final int TOLD = 20;

    private final UnaryOperator<String> mask;
    private final List<String> told = new ArrayList<>();
    private long count;

    /** @param mask takes personal data out of what a problem quotes */
    public BrokenRows(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /** Counts a problem, and tells it without the personal data that it may quote. */
    public void add(String problem) {
        count++;
        if (told.size() < TOLD) {
            told.add(mask.apply(problem));
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
