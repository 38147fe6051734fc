package io.tidewatch.text.vocabulary;

import java.util.Arrays;

/** Words found in one text, in order of their ends. Reused from message to message by one thread. */
public final class Hits {
    /** More are not kept: only a text made to be hard has so many. */
    static final int MAX = 20_000;

    public int[] value = new int[256];
    public int[] start = new int[256];
    public int[] end = new int[256];
    public int size;

    void clear() {
        size = 0;
    }

    void add(int v, int from, int to) {
        if (size == MAX) {
            return;
        }
        if (size == value.length) {
            value = Arrays.copyOf(value, 2 * size);
            start = Arrays.copyOf(start, 2 * size);
            end = Arrays.copyOf(end, 2 * size);
        }
        value[size] = v;
        start[size] = from;
        end[size++] = to;
    }

    /** Index of the first hit that ends after a place. */
    public int firstEndingAfter(int place) {
        int low = 0;
        int high = size;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (end[mid] > place) {
                high = mid;
            } else {
                low = mid + 1;
            }
        }
        return low;
    }
}
