package io.tidewatch.replay;

import io.tidewatch.alert.Group;
import io.tidewatch.job.detect.series.SeriesEvent;
import io.tidewatch.job.detect.series.SeriesFunction;
import io.tidewatch.job.detect.series.UsualRates;
import io.tidewatch.series.Series;
import io.tidewatch.surge.filter.Baseline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is usual in series that are known before a run begins.
 *
 * @param until when the run begins, epoch milliseconds
 * @param rates key of a series → what is usual there
 * @param watched series that are watched from the beginning, although no message has come yet
 */
public record KnownRates(long until, Map<String, Rate> rates, ArrayList<Watched> watched) implements UsualRates {
    public static final KnownRates NONE = new KnownRates(0, Map.of(), new ArrayList<>());

    /**
     * What is usual.
     *
     * @param perBin originals in five minutes
     * @param shares name of a share → how much of them it is, 0…1
     */
    record Rate(double perBin, Map<String, Double> shares) implements Serializable {}

    /** Names and values of a group, and the hash of its series. */
    record Watched(String series, ArrayList<String> names, ArrayList<String> values) implements Serializable {
        static Watched of(String series, Group group) {
            return new Watched(series, new ArrayList<>(group.names()), new ArrayList<>(group.values()));
        }

        SeriesEvent event() {
            Group group = new Group(List.copyOf(names), List.copyOf(values));
            return new SeriesEvent(SeriesEvent.keyOf(series, group), series, group, null);
        }
    }

    /** In place of a rate: there was no message for as long as a new series looks back. */
    private static final Rate NO_RATE = new Rate(-1, Map.of());

    private static final int MAX_PACKED = 200;

    /** Long enough to know every hour of working days and of weekends. */
    private static final long HISTORY_MS = 14 * 24 * 3_600_000L;

    /** Two weeks take a tenth of a second to learn, and many tests begin with the same. */
    private static final Map<KnownSeries, byte[]> PACKED =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<KnownSeries, byte[]> eldest) {
                    return size() > MAX_PACKED;
                }
            });

    /** Originals in five minutes, given those in another stretch of milliseconds. */
    static double perBin(double count, long ms) {
        return count * Baseline.BIN_MS / ms;
    }

    /** Null when this run knows of nothing before it. */
    @Override
    public @Nullable Series series(String key, long zoneMs) {
        if (until == 0) {
            return null;
        }
        Rate rate = rates.getOrDefault(key, NO_RATE);
        byte[] packed = PACKED.computeIfAbsent(new KnownSeries(until, rate, zoneMs), KnownRates::pack);
        try {
            return Series.unpack(new DataInputStream(new ByteArrayInputStream(packed)), zoneMs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pack(KnownSeries known) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Series series = known.rate.equals(NO_RATE)
                    ? Series.ofZeros(known.until - SeriesFunction.HISTORY_MS, known.until, known.zoneMs)
                    : Series.steady(known.until - HISTORY_MS, known.until, known.rate.perBin, known.zoneMs);
            known.rate.shares.forEach((name, share) -> series.knowShare(name, share, known.rate.perBin));
            series.pack(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private record KnownSeries(long until, Rate rate, long zoneMs) {}
}
