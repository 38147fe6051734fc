package io.tidewatch.text.issue;

import java.util.Arrays;

/** The runs of an example and of its neighbours, and what words say of it, as buckets with what each counts. Reused by one thread. */
final class ExampleRuns {
    private final ClauseRuns runs;
    private final int bits;
    int[] bucket = new int[512];
    float[] value = new float[512];
    int size;

    ExampleRuns(int bits) {
        this.bits = bits;
        runs = new ClauseRuns(bits);
    }

    void read(IssueExample e) {
        ClauseText of = e.of();
        char[] text = of.text().toCharArray();
        int from = of.from(e.clause());
        int to = of.to(e.clause());
        runs.read(text, from, to);
        int own = runs.size;
        for (int c = 0; c < of.size(); c++) {
            if (c != e.clause() && of.to(c) > from - ClauseRuns.AROUND && of.from(c) < to + ClauseRuns.AROUND) {
                runs.add(text, of.from(c), of.to(c));
            }
        }
        size = runs.size;
        int room = size + 1 + ClauseMark.values().length;
        if (bucket.length < room) {
            bucket = new int[Integer.highestOneBit(room) * 2];
            value = new float[bucket.length];
        }
        System.arraycopy(runs.bucket, 0, bucket, 0, own);
        for (int i = own; i < size; i++) {
            bucket[i] = runs.bucket[i] ^ ClauseRuns.apart(bits);
        }
        Arrays.fill(value, 0, own, (float) ClauseRuns.each(own));
        Arrays.fill(value, own, size, (float) (ClauseRuns.NEAR * ClauseRuns.each(size - own)));
        String said = of.said(e.clause());
        if (!said.isEmpty()) {
            bucket[size] = ClauseRuns.said(said, bits);
            value[size++] = 1;
        }
        for (ClauseMark mark : ClauseMark.values()) {
            if ((of.marks(e.clause()) & mark.bit()) != 0) {
                bucket[size] = ClauseRuns.mark(mark, bits);
                value[size++] = (float) ClauseRuns.MARK;
            }
        }
    }
}
