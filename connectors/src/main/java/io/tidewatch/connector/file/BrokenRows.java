package io.tidewatch.connector.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is wrong with the rows of a file: the first ones in words, all of them as a number. */
public final class BrokenRows {
    /** So many are listed one by one. */
    public static final int MAX_LISTED = 20;

    private final UnaryOperator<String> mask;
    private final List<String> listed = new ArrayList<>();
    private long count;

    /** @param mask takes personal data out of what a problem quotes */
    public BrokenRows(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /** Counts a problem, and reports it without the personal data that it may quote. */
    public void add(String problem) {
        count++;
        if (listed.size() < MAX_LISTED) {
            listed.add(mask.apply(problem));
        }
    }

    public long count() {
        return count;
    }

    /** A line for each of the first, and one that counts the others. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(listed);
        if (count > listed.size()) {
            lines.add("and " + (count - listed.size()) + " more broken rows");
        }
        return lines;
    }
}
