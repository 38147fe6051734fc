package io.tidewatch.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often terms occur lately and usually, with exponential decay: half-lives of ten minutes, of six hours and of seven days.
 * Usual is what is older than the last hours; in a surge it learns a tenth of what comes, so that it outlives one of days.
 * Bounded: the rarest go first.
 */
final class TermCounts {
    static final int MAX_TERMS = 96;
    /** Messages, weighted by age, from which on the usual shares say something. */
    private static final double MIN_COUNT = 20;

    /** Fewer say nothing of shares. */
    private static final double MIN_SHARED = 4;
    /** The excess is taken to have so many messages more, which came from elsewhere. */
    private static final double ELSEWHERE = 2;
    /** Of the messages as many must have a dimension, or must be of its leading value. */
    private static final double MIN_KNOWN = 0.5;
    /** What the usual counts learn of a message in a surge. */
    private static final double LEARNT_IN_A_SURGE = 0.1;

    private static final double SLOW = Math.log(2) / (7 * 86_400_000d);

    /** What lately means. */
    enum Scale {
        /** Half-life of ten minutes. */
        FAST,
        /** Half-life of six hours. */
        MIDDLE;

        private static final long LONGEST_FAST_MS = 3_600_000L;

        /** The one for a window, milliseconds: fast up to an hour. */
        static Scale of(long windowMs) {
            return windowMs <= LONGEST_FAST_MS ? FAST : MIDDLE;
        }
    }

    /** The usual count is that of {@code slow} without {@code fresh}, the part of it that the last hours brought. */
    private static final class Term {
        float fast;
        float middle;
        float slow;
        float fresh;
        long at;

        void decay(long now) {
            if (now > at) {
                double ofDays = Math.exp(-SLOW * (now - at));
                double ofHours = shorterBy28(ofDays);
                fast *= (float) shorterBy36(ofHours);
                middle *= (float) ofHours;
                fresh *= (float) ofHours;
                slow *= (float) ofDays;
                at = now;
            }
        }

        /** What a decay becomes with a half-life a 28th as long: six hours of seven days. */
        private static double shorterBy28(double decay) {
            double of2 = decay * decay;
            double of4 = of2 * of2;
            double of8 = of4 * of4;
            return of8 * of8 * of8 * of4;
        }

        /** What a decay becomes with a half-life a 36th as long: ten minutes of six hours. */
        private static double shorterBy36(double decay) {
            double of2 = decay * decay;
            double of4 = of2 * of2;
            double of8 = of4 * of4;
            double of16 = of8 * of8;
            return of16 * of16 * of4;
        }

        void count(double learnt) {
            fast++;
            middle++;
            slow += (float) learnt;
            fresh += (float) learnt;
        }

        double lately(Scale scale) {
            return scale == Scale.FAST ? fast : middle;
        }

        double usual() {
            return Math.max(slow - fresh, 0);
        }

        /** What it is worth to keep: a day of what is usual, and the last hours. */
        double worth() {
            return slow / 7 + middle;
        }
    }

    /**
     * A term that is frequent lately.
     *
     * @param lift share lately / usual share
     * @param weight log-likelihood ratio of its share lately against the usual one (Dunning, 1993); negative when rarer
     */
    record Risen(String term, double lift, double weight) {}

    /**
     * The value of a dimension that makes most of what is more than expected.
     *
     * @param share lately, 0…1
     * @param usual share, 0…1; near a third to a half of the share where nothing is known
     * @param explained part of the excess that it makes, 0…1
     */
    record Leading(String value, double share, double usual, double explained) {}

    private final Map<String, Term> terms = new HashMap<>();
    private final Term all = new Term();

    /** @param surging whether a surge goes on, of which little is usual */
    void add(long time, List<String> words, boolean surging) {
        double learnt = surging ? LEARNT_IN_A_SURGE : 1;
        all.decay(time);
        all.count(learnt);
        for (String w : words) {
            Term t = terms.computeIfAbsent(w, k -> {
                Term fresh = new Term();
                fresh.at = time;
                return fresh;
            });
            t.decay(time);
            t.count(learnt);
        }
        if (terms.size() > MAX_TERMS + MAX_TERMS / 3) {
            prune(time);
        }
    }

    /** Of those that are worth the same the first by name stay. */
    private void prune(long now) {
        double[] worths = new double[terms.size()];
        int n = 0;
        for (Term t : terms.values()) {
            t.decay(now);
            worths[n++] = t.worth();
        }
        Arrays.sort(worths);
        double least = worths[n - MAX_TERMS];
        List<String> onTheEdge = new ArrayList<>();
        terms.entrySet().removeIf(e -> {
            if (e.getValue().worth() == least) {
                onTheEdge.add(e.getKey());
            }
            return e.getValue().worth() < least;
        });
        Collections.sort(onTheEdge);
        onTheEdge
                .subList(onTheEdge.size() - (terms.size() - MAX_TERMS), onTheEdge.size())
                .forEach(terms::remove);
    }

    /**
     * The terms with a prefix that are more frequent lately than usual, the most distinctive first. The prefix is cut off.
     * Terms in fewer than two of a hundred messages are left out, and those that are no more frequent than usual as soon as
     * enough messages came before to know what is usual.
     */
    List<Risen> risen(long now, Scale scale, String prefix, double least, int most) {
        List<Risen> out = new ArrayList<>();
        all.decay(now);
        double latelyAll = all.lately(scale);
        double usualAll = all.usual();
        for (Map.Entry<String, Term> e : terms.entrySet()) {
            if (!e.getKey().startsWith(prefix)) {
                continue;
            }
            Term t = e.getValue();
            t.decay(now);
            double count = t.lately(scale);
            if (count < Math.max(least, 0.02 * latelyAll) || latelyAll <= 0) {
                continue;
            }
            double lately = count / latelyAll;
            double usual = usualShare(t, lately, usualAll);
            double lift = lately / usual;
            if (lift > 1 || usualAll < MIN_COUNT) {
                out.add(new Risen(
                        e.getKey().substring(prefix.length()), lift, likelihoodRatio(count, latelyAll, usual)));
            }
        }
        out.sort(Comparator.comparingDouble((Risen r) -> -r.weight()).thenComparing(Risen::term));
        return out.size() > most ? new ArrayList<>(out.subList(0, most)) : out;
    }

    /** With one message more, half of which is as lately and half is of the term: what is not known differs little from now. */
    private static double usualShare(Term t, double lately, double usualAll) {
        return (t.usual() + 0.5 * lately + 0.5) / (usualAll + 2);
    }

    /**
     * The value that makes the largest part of the excess {@code counted − expected}: {@code (share − usual × q) / (1 − q + 2
     * / n)} with {@code q = expected / counted} and {@code n} messages that the decayed counts stand for (Kish, 1965: of
     * exponential weights twice their sum), at most those counted.
     *
     * @param prefix of the dimension's terms, cut off in the value
     * @param counted messages in the window
     * @param expected in the window; not a number: none
     * @return null when too few messages are counted or have the dimension
     */
    @Nullable
    Leading leading(long now, Scale scale, String prefix, double counted, double expected) {
        return leading(now, scale, prefix, null, counted, expected);
    }

    /** @param except a value that is not looked at; null for none */
    @Nullable
    Leading leading(long now, Scale scale, String prefix, @Nullable String except, double counted, double expected) {
        all.decay(now);
        double latelyAll = all.lately(scale);
        double messages = Math.min(counted, 2 * latelyAll);
        if (messages < MIN_SHARED) {
            return null;
        }
        double quiet = Double.isNaN(expected) ? 0 : Math.min(1, Math.max(0, expected / counted));
        double usualAll = all.usual();
        double known = 0;
        Leading best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Term> e : terms.entrySet()) {
            if (!e.getKey().startsWith(prefix)) {
                continue;
            }
            String value = e.getKey().substring(prefix.length());
            if (value.equals(except)) {
                continue;
            }
            Term t = e.getValue();
            t.decay(now);
            double share = Math.min(1, t.lately(scale) / latelyAll);
            double usual = usualShare(t, share, usualAll);
            double excess = share - usual * quiet;
            known += share;
            if (excess > most || (best != null && excess == most && value.compareTo(best.value()) < 0)) {
                most = excess;
                double explained = excess / (1 - quiet + ELSEWHERE / messages);
                best = new Leading(value, share, usual, Math.min(1, Math.max(0, explained)));
            }
        }
        return best != null && known >= MIN_KNOWN ? best : null;
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
        out.writeFloat(t.middle);
        out.writeFloat(t.slow);
        out.writeFloat(t.fresh);
        out.writeLong(t.at);
    }

    /**
     * Reads back.
     *
     * @param codec of the series; before {@value Series#CODEC_BRIEF} numbers took twice as much, before {@value
     *     Series#CODEC_RATE} nothing was known of the last hours but the last minutes
     */
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
        boolean threeScales = codec >= Series.CODEC_RATE;
        t.fast = wide ? (float) in.readDouble() : in.readFloat();
        t.middle = threeScales ? in.readFloat() : t.fast;
        t.slow = wide ? (float) in.readDouble() : in.readFloat();
        t.fresh = threeScales ? in.readFloat() : t.fast;
        t.at = in.readLong();
    }
}
