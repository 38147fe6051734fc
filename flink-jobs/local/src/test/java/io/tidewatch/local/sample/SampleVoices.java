package io.tidewatch.local.sample;

import io.tidewatch.feedback.Feedback;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts distinct voices by the rule of detection: same least 3-shingle hash and simhashes at most 3 bits apart. */
final class SampleVoices {
    private final Map<Long, List<Long>> clusters = new HashMap<>();
    private final Set<String> texts = new HashSet<>();
    private int messages;
    private int originals;

    static SampleVoices of(List<Feedback> messages) {
        SampleVoices voices = new SampleVoices();
        messages.forEach(f -> voices.add(f.text()));
        return voices;
    }

    double distinctTexts() {
        return (double) texts.size() / messages;
    }

    double originals() {
        return (double) originals / messages;
    }

    private void add(String text) {
        String normal = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        messages++;
        texts.add(normal);
        if (normal.length() < 12) {
            originals++;
            return;
        }
        long least = Long.MAX_VALUE;
        int[] sums = new int[64];
        Set<String> shingles = new HashSet<>();
        for (int i = 0; i + 3 <= normal.length(); i++) {
            if (shingles.add(normal.substring(i, i + 3))) {
                long h = SeededRandom.mix(normal.substring(i, i + 3).hashCode() * 0x9E3779B97F4A7C15L);
                least = Math.min(least, h);
                for (int b = 0; b < 64; b++) {
                    sums[b] += (h >>> b & 1) == 1 ? 1 : -1;
                }
            }
        }
        long simhash = 0;
        for (int b = 0; b < 64; b++) {
            simhash |= sums[b] > 0 ? 1L << b : 0;
        }
        long own = simhash;
        List<Long> cluster = clusters.computeIfAbsent(least, k -> new ArrayList<>());
        if (cluster.stream().noneMatch(s -> Long.bitCount(s ^ own) <= 3)) {
            cluster.add(own);
            originals++;
        }
    }
}
