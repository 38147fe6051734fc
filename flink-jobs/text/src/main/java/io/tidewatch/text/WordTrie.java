package io.tidewatch.text;

import java.util.Arrays;

/**
 * Finds all of many words in one pass over a text (Aho and Corasick, 1975). Immutable once built and thread-safe; time
 * is linear in the text plus the hits. Words are compared as they are: fold the text first.
 */
final class WordTrie {
    private static final int NONE = -1;

    private final int[] rootNext;
    private final long[] keys;
    private final int[] targets;
    private final int mask;
    private final int[] fail;
    private final int[] shorter;
    private final int[] depth;
    private final int[] firstValue;
    private final int[] nextValue;
    private final int[] values;

    private WordTrie(Builder b) {
        rootNext = new int[1 << 16];
        depth = Arrays.copyOf(b.depth, b.nodes);
        firstValue = Arrays.copyOf(b.firstValue, b.nodes);
        nextValue = Arrays.copyOf(b.nextValue, b.valueCount);
        values = Arrays.copyOf(b.values, b.valueCount);
        keys = b.keys;
        targets = b.targets;
        mask = b.keys.length - 1;
        fail = new int[b.nodes];
        shorter = new int[b.nodes];
        Arrays.fill(shorter, NONE);
        link(b);
    }

    /** Breadth first: the failure link of a node is the longest proper suffix of its word that is in the trie. */
    private void link(Builder b) {
        int deepest = 0;
        for (int d : depth) {
            deepest = Math.max(deepest, d);
        }
        int[] start = new int[deepest + 2];
        for (int d : depth) {
            start[d + 1]++;
        }
        for (int d = 0; d <= deepest; d++) {
            start[d + 1] += start[d];
        }
        int[] order = new int[b.nodes];
        int[] fill = start.clone();
        for (int n = 0; n < b.nodes; n++) {
            order[fill[depth[n]]++] = n;
        }
        for (int i = 1; i < order.length; i++) {
            int n = order[i];
            int parent = b.parent[n];
            char c = b.letter[n];
            if (parent == 0) {
                rootNext[c] = n;
                continue;
            }
            int f = fail[parent];
            int next = child(f, c);
            while (next == NONE && f != 0) {
                f = fail[f];
                next = child(f, c);
            }
            fail[n] = next == NONE ? 0 : next;
            shorter[n] = firstValue[fail[n]] != NONE ? fail[n] : shorter[fail[n]];
        }
    }

    private int child(int node, char c) {
        if (node == 0) {
            return rootNext[c] == 0 ? NONE : rootNext[c];
        }
        long key = Builder.key(node, c);
        int i = Builder.slot(key, mask);
        while (keys[i] != 0) {
            if (keys[i] == key) {
                return targets[i];
            }
            i = (i + 1) & mask;
        }
        return NONE;
    }

    /** Adds every occurrence of every word, in order of its end. */
    void find(char[] text, int length, Hits out) {
        int node = 0;
        for (int i = 0; i < length; i++) {
            char c = text[i];
            int next = child(node, c);
            while (next == NONE && node != 0) {
                node = fail[node];
                next = child(node, c);
            }
            node = next == NONE ? 0 : next;
            for (int n = firstValue[node] != NONE ? node : shorter[node]; n != NONE; n = shorter[n]) {
                for (int v = firstValue[n]; v != NONE; v = nextValue[v]) {
                    out.add(values[v], i + 1 - depth[n], i + 1);
                }
            }
        }
    }

    /** Number of nodes, for figures on memory. */
    int size() {
        return fail.length;
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
