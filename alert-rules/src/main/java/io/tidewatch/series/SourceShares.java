package io.tidewatch.series;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;

/** Which sources a series' messages come from, over about its last thousand. Mutable. */
final class SourceShares {
    private static final double MAX = 1_000;
    private static final int MAX_SOURCES = 32;

    private final TreeMap<String, Float> weights = new TreeMap<>();
    private double total;

    void add(String source) {
        if (!weights.containsKey(source) && weights.size() == MAX_SOURCES) {
            dropLeast();
        }
        weights.merge(source, 1f, Float::sum);
        total++;
        if (total >= MAX) {
            weights.replaceAll((s, w) -> w / 2);
            weights.values().removeIf(w -> w < 0.01f);
            total = weights.values().stream().mapToDouble(w -> w).sum();
        }
    }

    private void dropLeast() {
        Map.Entry<String, Float> least = Collections.min(weights.entrySet(), Map.Entry.comparingByValue());
        total -= least.getValue();
        weights.remove(least.getKey());
    }

    /** Part of what is usual that comes from sources that are not known to be down at an instant, 0…1. */
    double completenessAt(SourceOutages outages, long at) {
        return outages.isEmpty() ? 1 : completeness(s -> outages.isOut(s, at) ? 1 : 0);
    }

    /**
     * Part of what is usual in a span that comes from sources while they were up, 0…1, of those known to be down at an instant.
     *
     * @param usual part of what is usual in the span from an instant in it on, 0…1
     */
    double completenessOver(SourceOutages outages, long from, long to, long at, LongToDoubleFunction usual) {
        return outages.isEmpty()
                ? 1
                : completeness(s -> {
                    long since = outages.outSince(s, at);
                    return since >= to ? 0 : since <= from ? 1 : usual.applyAsDouble(since);
                });
    }

    /** Part of what is usual that comes from sources up throughout a span, 0…1, by what is known at an instant. */
    double completenessIn(SourceOutages outages, long from, long to, long at) {
        return outages.isEmpty() ? 1 : completeness(s -> outages.wasOut(s, from, to, at) ? 1 : 0);
    }

    /** @param out part of what a source usually sends that is missing, 0…1 */
    private double completeness(ToDoubleFunction<String> out) {
        double missing = 0;
        for (Map.Entry<String, Float> e : weights.entrySet()) {
            missing += out.applyAsDouble(e.getKey()) * e.getValue();
        }
        return total <= 0 ? 1 : Math.max(0, 1 - missing / total);
    }

    void pack(DataOutput out) throws IOException {
        SeriesCodec.count(out, weights.size());
        for (Map.Entry<String, Float> e : weights.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeFloat(e.getValue());
        }
    }

    static SourceShares unpack(DataInput in) throws IOException {
        SourceShares s = new SourceShares();
        for (long n = SeriesCodec.count(in); n > 0; n--) {
            s.weights.put(in.readUTF(), in.readFloat());
        }
        s.total = s.weights.values().stream().mapToDouble(w -> w).sum();
        return s;
    }
}
