package io.tidewatch.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Parts counts that mean different things: those before and after an issue was redefined or another model began to read.
 * A step between the two says nothing about customers, so what is usual is learnt anew behind a fence, and for an hour
 * nothing that depends on it begins. Mutable.
 */
final class RebaseGuard {
    private static final long REBASING_MS = 3_600_000L;

    /** Hash of what the issues mean that are counted; empty: not known, or not of single issues. */
    private String meaning = "";

    private long model;
    private long modelBefore;
    private long raisedAt;

    /** @return true when the counts mean something else from here on */
    boolean means(String now, long at) {
        boolean changed = !meaning.isEmpty() && !now.isEmpty() && !meaning.equals(now);
        meaning = now;
        if (changed) {
            raisedAt = at;
        }
        return changed;
    }

    /**
     * A message was read by a model; one that was there before may still come for a while.
     *
     * @param other 0 when not known
     * @return true when the counts mean something else from here on
     */
    boolean readBy(long other, long at) {
        if (other == 0 || other == model || other == modelBefore) {
            return false;
        }
        boolean known = model != 0;
        modelBefore = model;
        model = other;
        if (known) {
            raisedAt = at;
        }
        return known;
    }

    /** True while a step may come from the change alone. */
    boolean isFresh(long at) {
        return raisedAt != 0 && at - raisedAt < REBASING_MS;
    }

    void pack(DataOutput out) throws IOException {
        out.writeUTF(meaning);
        out.writeLong(model);
        out.writeLong(modelBefore);
        out.writeLong(raisedAt);
    }

    static RebaseGuard unpack(DataInput in) throws IOException {
        RebaseGuard f = new RebaseGuard();
        f.meaning = in.readUTF();
        f.model = in.readLong();
        f.modelBefore = in.readLong();
        f.raisedAt = in.readLong();
        return f;
    }
}
