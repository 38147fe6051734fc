package io.tidewatch.series;

import io.tidewatch.rule.Measured;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where one rule stands on one series. Mutable. */
final class RuleState {
    /** Since when it is open, epoch milliseconds; 0 while it is not, or when that is not known. */
    long openSince;
    /** When the conditions of any severity first held in the rule's active times, epoch milliseconds; 0 while they do not. */
    long breachSince;
    /** When the recovery conditions began to hold without a break; 0 while they do not. */
    private long calmSince;
    /** True from the first breach until recovery has been reported. */
    boolean open;
    /** The window that it was told in, milliseconds; 0 when that is not known or there was none. */
    long toldIn;
    /** The longest window that goes on holding it open, milliseconds; 0 as for {@link #toldIn}. */
    long heldBy;
    /** When it last recovered, epoch milliseconds; 0 when it never has, or when that is not known. */
    long endedAt;

    /**
     * Goes on by one reading.
     *
     * @param level that holds; null when none does
     * @param holdMs how long the recovery conditions must hold at least, milliseconds
     * @param held true when nothing may be reported, neither a breach nor its end
     * @return true when the recovery conditions have just held for long enough, or a flatline has ended
     */
    boolean advance(long at, Rule rule, @Nullable SeverityLevel level, Measured measured, long holdMs, boolean held) {
        if (level != null) {
            openSince = open && openSince != 0 ? openSince : at;
            open = true;
            calmSince = 0;
            if (breachSince == 0) {
                breachSince = at;
            }
            return false;
        }
        breachSince = 0;
        if (!open || held) {
            return false;
        }
        if (rule.spec().isAboutAbsence()) {
            open = false;
            return true;
        }
        if (rule.recover() == null || !rule.recover().holds(measured)) {
            calmSince = 0;
            return false;
        }
        if (calmSince == 0) {
            calmSince = at;
        }
        if (at - calmSince < Math.max(rule.recover().holdMs(), holdMs)) {
            return false;
        }
        open = false;
        calmSince = 0;
        endedAt = at;
        return true;
    }

    /**
     * True when the rule's active times have ended since it began to be open.
     *
     * @param at epoch milliseconds event time
     */
    boolean isOver(Rule rule, long at) {
        return !rule.activeTimes().isAlways()
                && open
                && (!rule.activeTimes().contains(at)
                        || openSince != 0 && rule.activeTimes().endFrom(openSince) <= at);
    }

    /** The rule's active times have ended, so it is open no more. */
    void end() {
        breachSince = 0;
        calmSince = 0;
        open = false;
    }

    void pack(DataOutput out) throws IOException {
        out.writeLong(breachSince);
        out.writeLong(calmSince);
        out.writeBoolean(open);
        out.writeLong(openSince);
        SeriesCodec.count(out, toldIn);
        SeriesCodec.count(out, heldBy);
        SeriesCodec.count(out, endedAt);
    }

    /**
     * @param dated false in codecs that do not say since when it is open
     * @param windowed false in codecs that do not say in which window it was told
     */
    static RuleState unpack(DataInput in, boolean dated, boolean windowed) throws IOException {
        RuleState t = new RuleState();
        t.breachSince = in.readLong();
        t.calmSince = in.readLong();
        t.open = in.readBoolean();
        t.openSince = dated ? in.readLong() : 0;
        if (windowed) {
            t.toldIn = SeriesCodec.count(in);
            t.heldBy = SeriesCodec.count(in);
            t.endedAt = SeriesCodec.count(in);
        }
        return t;
    }
}
