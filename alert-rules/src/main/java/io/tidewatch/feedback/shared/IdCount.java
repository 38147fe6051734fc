package io.tidewatch.feedback.shared;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many messages carry one value of a field, and whether many values of each of the two other fields stand behind it. Mutable. */
final class IdCount {
    private int messages;
    private long[] first = FewHashes.NONE;
    private long[] second = FewHashes.NONE;

    int messages() {
        return messages;
    }

    void addMessage() {
        messages++;
    }

    /** @param which of the two other fields, 0 or 1 */
    void addBehind(int which, long hash) {
        if (which == 0) {
            first = FewHashes.with(first, hash);
        } else {
            second = FewHashes.with(second, hash);
        }
    }

    void add(IdCount more) {
        messages += more.messages;
        first = FewHashes.union(first, more.first);
        second = FewHashes.union(second, more.second);
    }

    boolean standsForMany() {
        return FewHashes.areMany(first) || FewHashes.areMany(second);
    }

    void pack(DataOutput out) throws IOException {
        out.writeInt(messages);
        FewHashes.pack(out, first);
        FewHashes.pack(out, second);
    }

    static IdCount unpack(DataInput in) throws IOException {
        IdCount c = new IdCount();
        c.messages = in.readInt();
        c.first = FewHashes.unpack(in);
        c.second = FewHashes.unpack(in);
        return c;
    }
}
