package io.tidewatch.text.vocabulary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds all of many words in one pass over a text (Aho and Corasick, 1975), in a double array (Aoe, 1989). Immutable once
 * built and thread-safe; time is linear in the text plus the hits. Words are compared as they are: fold the text first.
 */
final class WordTrie {
    private static final int NONE = -1;

    // A cell has four numbers, so that all that is read of a node lies together.
    private static final int CELL = 4;
    private static final int PARENT = 1;
    private static final int FAIL = 2;
    private static final int FOUND = 3;

    // A list of values: how many, letters of the word, the list of the longest shorter word or NONE, the values.
    private static final int LETTERS = 1;
    private static final int SHORTER = 2;
    private static final int VALUES = 3;

    /** So many free places are tried for a node with several children before it goes to the end. */
    private static final int TRIES = 32;

    private final int nodes;
    /** Small numbers for the characters that occur, the commonest first; 0 for all others. */
    private final char[] codes = new char[1 << 16];

    /** The children of a node at {@code s} are at its base plus their codes. */
    private int[] cells;

    private final int[] lists;

    private WordTrie(Builder b) {
        nodes = b.nodes;
        int[] childrenFrom = new int[nodes + 1];
        int[] children = children(b, childrenFrom);
        int most = code(b);
        int[] order = breadthFirst(children, childrenFrom);
        int[] fail = new int[nodes];
        int[] list = new int[nodes];
        lists = link(b, order, fail, list);
        int[] cell = new int[nodes];
        cells = place(b, order, children, childrenFrom, most, cell);
        for (int n = 0; n < nodes; n++) {
            cells[cell[n] * CELL + FAIL] = cell[fail[n]];
            cells[cell[n] * CELL + FOUND] = list[n];
        }
    }

    /** Nodes grouped by parent; those of a node begin at its place in {@code from}. */
    private static int[] children(Builder b, int[] from) {
        for (int n = 1; n < b.nodes; n++) {
            from[b.parent[n] + 1]++;
        }
        for (int n = 0; n < b.nodes; n++) {
            from[n + 1] += from[n];
        }
        int[] out = new int[b.nodes];
        int[] fill = from.clone();
        for (int n = 1; n < b.nodes; n++) {
            out[fill[b.parent[n]]++] = n;
        }
        return out;
    }

    /** Gives codes to the characters and returns the greatest. */
    private int code(Builder b) {
        int[] occurs = new int[1 << 16];
        for (int n = 1; n < b.nodes; n++) {
            occurs[b.letter[n]]++;
        }
        List<Character> letters = new ArrayList<>();
        for (int c = 0; c < occurs.length; c++) {
            if (occurs[c] > 0) {
                letters.add((char) c);
            }
        }
        letters.sort(Comparator.comparingInt(c -> -occurs[c]));
        char code = 0;
        for (char c : letters) {
            codes[c] = ++code;
        }
        return code;
    }

    private static int[] breadthFirst(int[] children, int[] childrenFrom) {
        int[] order = new int[children.length];
        int filled = 1;
        for (int i = 0; i < filled; i++) {
            int n = order[i];
            for (int k = childrenFrom[n]; k < childrenFrom[n + 1]; k++) {
                order[filled++] = children[k];
            }
        }
        return order;
    }

    /**
     * The failure link of a node is the longest proper suffix of its word that is in the trie.
     *
     * @param fail takes the links
     * @param list takes the list of values of each node's word, else of its longest suffix that is a word
     * @return all lists
     */
    private static int[] link(Builder b, int[] order, int[] fail, int[] list) {
        int[] out = new int[VALUES * b.nodes + b.valueCount];
        int size = 0;
        Arrays.fill(list, NONE);
        for (int i = 1; i < order.length; i++) {
            int n = order[i];
            int parent = b.parent[n];
            int next = 0;
            if (parent != 0) {
                int f = fail[parent];
                next = b.child(f, b.letter[n]);
                while (next == 0 && f != 0) {
                    f = fail[f];
                    next = b.child(f, b.letter[n]);
                }
            }
            fail[n] = next;
            if (b.firstValue[n] == NONE) {
                list[n] = list[next];
                continue;
            }
            list[n] = size;
            int values = 0;
            for (int v = b.firstValue[n]; v != NONE; v = b.nextValue[v]) {
                out[size + VALUES + values++] = b.values[v];
            }
            out[size] = values;
            out[size + LETTERS] = b.depth[n];
            out[size + SHORTER] = list[next];
            size += VALUES + values;
        }
        return Arrays.copyOf(out, size);
    }

    /** Finds a base for each node, so that no two share a cell. */
    private int[] place(Builder b, int[] order, int[] children, int[] childrenFrom, int most, int[] cell) {
        FreeCells free = new FreeCells(nodes + most);
        int[] out = new int[(nodes + nodes / 4 + 2 * most + 2) * CELL];
        free.take(0);
        out[PARENT] = NONE;
        int used = 1;
        for (int n : order) {
            int from = childrenFrom[n];
            int to = childrenFrom[n + 1];
            if (from == to) {
                continue;
            }
            int least = Integer.MAX_VALUE;
            for (int k = from; k < to; k++) {
                least = Math.min(least, codes[b.letter[children[k]]]);
            }
            int f = free.from(least);
            for (int tries = 0; !fits(free, f - least, b, children, from, to); tries++) {
                f = tries < TRIES ? free.after(f) : free.from(Math.max(f + 1, used));
            }
            int base = f - least;
            out = room(out, base + most);
            out[cell[n] * CELL] = base;
            for (int k = from; k < to; k++) {
                int at = base + codes[b.letter[children[k]]];
                free.take(at);
                cell[children[k]] = at;
                out[at * CELL + PARENT] = cell[n] + 1;
                used = Math.max(used, at + 1);
            }
        }
        out = Arrays.copyOf(out, (used + most + 1) * CELL);
        for (int i = PARENT; i < out.length; i += CELL) {
            // free cells, still 0, belong to no node
            out[i] = i == PARENT ? NONE : out[i] - 1;
        }
        return out;
    }

    private boolean fits(FreeCells free, int base, Builder b, int[] children, int from, int to) {
        for (int k = from; k < to; k++) {
            if (free.isTaken(base + codes[b.letter[children[k]]])) {
                return false;
            }
        }
        return true;
    }

    private static int[] room(int[] cells, int last) {
        return cells.length >= (last + 1) * CELL ? cells : Arrays.copyOf(cells, (last + last / 4 + 1) * CELL);
    }

    /** Adds every occurrence of every word, in order of its end, with the list of the word's values as value. */
    void find(char[] text, int length, Hits out) {
        int[] all = cells;
        int node = 0;
        for (int i = 0; i < length; i++) {
            int code = codes[text[i]];
            if (code == 0) {
                node = 0;
                continue;
            }
            int next = all[node * CELL] + code;
            while (all[next * CELL + PARENT] != node && node != 0) {
                node = all[node * CELL + FAIL];
                next = all[node * CELL] + code;
            }
            node = all[next * CELL + PARENT] == node ? next : 0;
            for (int list = all[node * CELL + FOUND]; list != NONE; list = lists[list + SHORTER]) {
                out.add(list, i + 1 - lists[list + LETTERS], i + 1);
            }
        }
    }

    /** How many values the word of a list stands for. */
    int count(int list) {
        return lists[list];
    }

    /** One of the values of a list. */
    int value(int list, int k) {
        return lists[list + VALUES + k];
    }

    /** Number of nodes, for figures on memory. */
    int size() {
        return nodes;
    }

    /** The cells that are not taken, linked in rising order; without end. */
    private static final class FreeCells {
        private int[] next;
        private int[] previous;
        private boolean[] taken;
        private int first;

        FreeCells(int size) {
            next = new int[0];
            previous = new int[0];
            taken = new boolean[0];
            grow(size + 1);
        }

        private void grow(int size) {
            int old = next.length;
            next = Arrays.copyOf(next, size);
            previous = Arrays.copyOf(previous, size);
            taken = Arrays.copyOf(taken, size);
            for (int i = old; i < size; i++) {
                next[i] = i + 1;
                previous[i] = i - 1;
            }
            for (int i = old - 1; i >= 0; i--) {
                if (!taken[i]) {
                    previous[old] = i;
                    return;
                }
            }
        }

        private void reach(int cell) {
            if (cell >= next.length) {
                grow(Math.max(cell + 1, next.length + next.length / 2));
            }
        }

        boolean isTaken(int cell) {
            return cell < taken.length && taken[cell];
        }

        /** The first free cell at or after a place. */
        int from(int cell) {
            int c = first >= cell ? first : isTaken(cell) ? first : cell;
            while (c < cell) {
                c = after(c);
            }
            return c;
        }

        /** The first free cell after a free one. */
        int after(int cell) {
            reach(cell);
            return next[cell];
        }

        void take(int cell) {
            reach(cell + 1);
            taken[cell] = true;
            int p = previous[cell];
            int n = next[cell];
            if (p >= 0) {
                next[p] = n;
            }
            reach(n);
            previous[n] = p;
            first = cell == first ? n : first;
        }
    }

    /** Collects words; each may stand for several values. */
    static final class Builder {
        private int nodes = 1;
        private int[] parent = new int[1024];
        private char[] letter = new char[1024];
        private int[] depth = new int[1024];
        private int[] firstValue = new int[1024];
        private int valueCount;
        private int[] nextValue = new int[1024];
        private int[] values = new int[1024];
        private long[] keys = new long[4096];
        private int[] targets = new int[4096];

        Builder() {
            firstValue[0] = NONE;
        }

        void add(String word, int value) {
            int node = 0;
            for (int i = 0; i < word.length(); i++) {
                node = childOrNew(node, word.charAt(i));
            }
            if (node == 0) {
                throw new IllegalArgumentException("word: empty, expected at least one character");
            }
            for (int v = firstValue[node]; v != NONE; v = nextValue[v]) {
                if (values[v] == value) {
                    return;
                }
            }
            if (valueCount == values.length) {
                values = Arrays.copyOf(values, 2 * valueCount);
                nextValue = Arrays.copyOf(nextValue, 2 * valueCount);
            }
            values[valueCount] = value;
            nextValue[valueCount] = firstValue[node];
            firstValue[node] = valueCount++;
        }

        WordTrie build() {
            return new WordTrie(this);
        }

        private int childOrNew(int node, char c) {
            long key = key(node, c);
            int mask = keys.length - 1;
            int i = slot(key, mask);
            while (keys[i] != 0) {
                if (keys[i] == key) {
                    return targets[i];
                }
                i = (i + 1) & mask;
            }
            if (nodes == parent.length) {
                parent = Arrays.copyOf(parent, 2 * nodes);
                letter = Arrays.copyOf(letter, 2 * nodes);
                depth = Arrays.copyOf(depth, 2 * nodes);
                firstValue = Arrays.copyOf(firstValue, 2 * nodes);
            }
            parent[nodes] = node;
            letter[nodes] = c;
            depth[nodes] = depth[node] + 1;
            firstValue[nodes] = NONE;
            keys[i] = key;
            targets[i] = nodes;
            if (nodes * 3 > keys.length) {
                grow();
            }
            return nodes++;
        }

        private void grow() {
            long[] oldKeys = keys;
            int[] oldTargets = targets;
            keys = new long[oldKeys.length * 2];
            targets = new int[oldKeys.length * 2];
            int mask = keys.length - 1;
            for (int k = 0; k < oldKeys.length; k++) {
                if (oldKeys[k] != 0) {
                    int i = slot(oldKeys[k], mask);
                    while (keys[i] != 0) {
                        i = (i + 1) & mask;
                    }
                    keys[i] = oldKeys[k];
                    targets[i] = oldTargets[k];
                }
            }
        }

        /** The child of a node by a character, or 0. */
        int child(int node, char c) {
            long key = key(node, c);
            int mask = keys.length - 1;
            int i = slot(key, mask);
            while (keys[i] != 0) {
                if (keys[i] == key) {
                    return targets[i];
                }
                i = (i + 1) & mask;
            }
            return 0;
        }

        /** Never 0, which marks a free slot. */
        static long key(int node, char c) {
            return ((long) (node + 1) << 16) | c;
        }

        static int slot(long key, int mask) {
            long h = key * 0x9E3779B97F4A7C15L;
            return (int) (h >>> 40) & mask;
        }
    }
}
