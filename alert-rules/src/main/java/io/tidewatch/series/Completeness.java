package io.tidewatch.series;

import io.tidewatch.rule.Rule;
import io.tidewatch.rule.cel.CompiledWhere;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.LongToDoubleFunction;

/**
 * How much of what is usual for a series comes from sources that are up, by the sources of its messages and their
 * outages. What a source that is down did not send must not count as zero. Mutable.
 */
final class Completeness {
    /** From this part on a series counts as complete. */
    private static final double COMPLETE = 0.95;

    private final SourceShares sources;
    private SourceOutages outages = SourceOutages.NONE;

    Completeness() {
        this(new SourceShares());
    }

    private Completeness(SourceShares sources) {
        this.sources = sources;
    }

    void follow(SourceOutages known) {
        outages = known;
    }

    void add(String source) {
        sources.add(source);
    }

    static boolean isComplete(double part) {
        return part >= COMPLETE;
    }

    /** Part of what is usual that comes from sources that are up at an instant, 0…1. */
    double part(long at) {
        return sources.completenessAt(outages, at);
    }

    /** That part as a rule counts it: all of it when the rule is about a source itself. */
    double part(Rule rule, long at) {
        return isOfSource(rule) ? 1 : part(at);
    }

    /**
     * Part of what is usual in a window that comes from sources while they were up, 0…1, as a rule counts it: a source that fell silent
     * an hour ago takes an hour's messages from the window of a day.
     *
     * @param at when it is read, epoch milliseconds: of the sources that are known to be down then
     * @param usual part of what is usual in the window from an instant in it on, 0…1
     */
    double partOver(Rule rule, long from, long to, long at, LongToDoubleFunction usual) {
        return isOfSource(rule) ? 1 : sources.completenessOver(outages, from, to, at, usual);
    }

    /**
     * Part of what is usual that comes from sources up throughout a span, 0…1, by what is known of outages at an
     * instant.
     */
    double partOf(long from, long to, long at) {
        return sources.completenessIn(outages, from, to, at);
    }

    /** True for rules that are about a source itself: its outage is what they alert on. */
    private static boolean isOfSource(Rule rule) {
        return rule.series().by().contains("source")
                || rule.where() instanceof CompiledWhere w && w.required("source") != null;
    }

    void pack(DataOutput out) throws IOException {
        sources.pack(out);
    }

    static Completeness unpack(DataInput in) throws IOException {
        return new Completeness(SourceShares.unpack(in));
    }
}
