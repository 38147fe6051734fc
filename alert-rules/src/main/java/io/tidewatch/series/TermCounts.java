package io.tidewatch.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often terms occur lately and usually, with exponential decay: half-lives of ten minutes and of one day. Bounded:
 * the rarest go first.
 */
final class TermCounts {
    static final int MAX_TERMS = 96;
    /** Messages, weighted by age, from which on the usual shares say something. */
    private static final double MIN_COUNT = 20;

    private static final double FAST = Math.log(2) / (10 * 60_000d);
    private static final double SLOW = Math.log(2) / 86_400_000d;

    private static final class Term {
        float fast;
        float slow;
        long at;

        void decay(long now) {
            if (now > at) {
                fast *= (float) Math.exp(-FAST * (now - at));
                slow *= (float) Math.exp(-SLOW * (now - at));
                at = now;
            }
        }
    }

    /**
     * A term that is frequent lately.
     *
     * @param lift share lately / usual share
     * @param weight log-likelihood ratio of its share lately against the usual one (Dunning, 1993); negative when rarer
     */
    record Risen(String term, double lift, double weight) {}

    private final Map<String, Term> terms = new HashMap<>();
    private final Term all = new Term();

    void add(long time, List<String> words) {
        all.decay(time);
        all.fast++;
        all.slow++;
        for (String w : words) {
            Term t = terms.computeIfAbsent(w, k -> {
                Term fresh = new Term();
                fresh.at = time;
                return fresh;
            });
            t.decay(time);
            t.fast++;
            t.slow++;
        }
        if (terms.size() > MAX_TERMS + MAX_TERMS / 3) {
            prune(time);
        }
    }

    private void prune(long now) {
        List<Map.Entry<String, Term>> order = new ArrayList<>(terms.entrySet());
        order.forEach(e -> e.getValue().decay(now));
        order.sort(Comparator.comparingDouble((Map.Entry<String, Term> e) -> -e.getValue().slow)
                .thenComparing(Map.Entry::getKey));
        for (int i = MAX_TERMS; i < order.size(); i++) {
            terms.remove(order.get(i).getKey());
        }
    }

    /**
     * The terms with a prefix that are more frequent lately than usual, the most distinctive first. The prefix is cut off.
     * Terms in fewer than two of a hundred messages are left out, and those that are no more frequent than usual as soon as
     * enough messages came before to know what is usual.
     */
    List<Risen> risen(long now, String prefix, double leastFast, int most) {
        List<Risen> out = new ArrayList<>();
        all.decay(now);
        double usualAll = Math.max(all.slow - all.fast, 0);
        for (Map.Entry<String, Term> e : terms.entrySet()) {
            if (!e.getKey().startsWith(prefix)) {
                continue;
            }
            Term t = e.getValue();
            t.decay(now);
            if (t.fast < Math.max(leastFast, 0.02 * all.fast) || all.fast <= 0) {
                continue;
            }
            double lately = t.fast / all.fast;
            double usual = (Math.max(t.slow - t.fast, 0) + 0.5 * lately + 0.5) / (usualAll + 2);
            double lift = lately / usual;
            if (lift > 1 || usualAll < MIN_COUNT) {
                out.add(new Risen(
                        e.getKey().substring(prefix.length()), lift, likelihoodRatio(t.fast, all.fast, usual)));
            }
        }
        out.sort(Comparator.comparingDouble((Risen r) -> -r.weight()).thenComparing(Risen::term));
        return out.size() > most ? new ArrayList<>(out.subList(0, most)) : out;
    }

    /** 2 ln of how much likelier k of n are at the share k/n than at the usual one; negative below it. */
    private static double likelihoodRatio(double k, double n, double usual) {
        double share = k / n;
        double there = k * Math.log(share / usual);
        double elsewhere = share >= 1 ? 0 : (n - k) * Math.log((1 - share) / Math.max(1e-9, 1 - usual));
        return Math.copySign(2 * Math.max(0, there + elsewhere), share - usual);
    }

    void pack(DataOutput out) throws IOException {
        pack(out, all);
        SeriesCodec.count(out, terms.size());
        for (Map.Entry<String, Term> e : terms.entrySet()) {
            out.writeUTF(e.getKey());
            pack(out, e.getValue());
        }
    }

    private static void pack(DataOutput out, Term t) throws IOException {
        out.writeFloat(t.fast);
        out.writeFloat(t.slow);
        out.writeLong(t.at);
    }

    /** @param codec of the series; before {@value Series#CODEC_BRIEF} numbers took twice as much */
    static TermCounts unpack(DataInput in, int codec) throws IOException {
        TermCounts counts = new TermCounts();
        unpack(in, codec, counts.all);
        int n = codec < Series.CODEC_BRIEF ? in.readInt() : (int) SeriesCodec.count(in);
        for (int i = 0; i < n; i++) {
            Term t = new Term();
            counts.terms.put(in.readUTF(), t);
            unpack(in, codec, t);
        }
        return counts;
    }

    private static void unpack(DataInput in, int codec, Term t) throws IOException {
        boolean wide = codec < Series.CODEC_BRIEF;
        t.fast = wide ? (float) in.readDouble() : in.readFloat();
        t.slow = wide ? (float) in.readDouble() : in.readFloat();
        t.at = in.readLong();
    }
}
