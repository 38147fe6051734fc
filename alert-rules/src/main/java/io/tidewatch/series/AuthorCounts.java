package io.tidewatch.series;

import java.util.Arrays;
import java.util.Map;

/** Distinct authors of one pane with their followers. Grows by doubling, sorted by author on demand. */
final class AuthorCounts {
    private long[] authors = new long[2];
    private long[] followers = new long[2];
    private int size;

    AuthorCounts copy() {
        AuthorCounts c = new AuthorCounts();
        c.authors = authors.clone();
        c.followers = followers.clone();
        c.size = size;
        return c;
    }

    void add(long author, long reach) {
        for (int i = 0; i < size; i++) {
            if (authors[i] == author) {
                followers[i] = Math.max(followers[i], reach);
                return;
            }
        }
        if (size == authors.length) {
            authors = Arrays.copyOf(authors, size * 2);
            followers = Arrays.copyOf(followers, size * 2);
        }
        authors[size] = author;
        followers[size++] = reach;
    }

    /** Adds these to others, by author; of two reaches the higher counts. */
    void mergeInto(Map<Long, Long> reach) {
        for (int i = 0; i < size; i++) {
            reach.merge(authors[i], followers[i], Math::max);
        }
    }

    int size() {
        return size;
    }

    long author(int i) {
        return authors[i];
    }

    long followers(int i) {
        return followers[i];
    }
}
