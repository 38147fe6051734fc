package io.tidewatch.replay.score;

import io.tidewatch.connector.file.LineReader;
import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.surge.ExpectedBand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** Scores bare count series, row by row, from text to text. */
public final class ScoreRun {
    private final SeriesScores series;
    private final boolean band;
    private long rows;
    private long alerts;

    /**
     * @param threshold least score of an alert
     * @param band whether each row is also given what is usual as a range
     */
    public ScoreRun(DetectorKind kind, double threshold, boolean band) {
        this.band = band;
        series = new SeriesScores(kind, band, threshold);
    }

    /**
     * Reads until the end and appends every row with what is added to it.
     *
     * @param read called with how many rows were read since the last time
     * @throws UnusableFileException naming the line that cannot be used
     */
    public void run(LineReader in, Appendable out, LongConsumer read) throws IOException {
        byte[] first = in.next();
        if (first == null) {
            throw new UnusableFileException("the input is empty, expected timestamp,value or series,timestamp,value");
        }
        String header = text(first);
        CountColumns columns = CountColumns.of(header, band);
        out.append(header).append(columns.added()).append('\n');
        StringBuilder added = new StringBuilder(64);
        long number = 1;
        for (byte[] bytes; (bytes = in.next()) != null; ) {
            number++;
            String line = text(bytes);
            if (line.isBlank()) {
                continue;
            }
            CountColumns.Row row = columns.read(line, number);
            ScoredSeries s = series.of(row.series(), row.time());
            boolean wasOpen = s.isOpen(0);
            s.take(row.time(), row.value(), number);
            alerts += s.isOpen(0) && !wasOpen ? 1 : 0;
            added.setLength(0);
            decimal(added.append(','), s.expected(), 4);
            decimal(added.append(','), s.score(), 4);
            decimal(added.append(','), s.probability(), 6);
            if (band) {
                ExpectedBand usual = s.band();
                added.append(',').append(usual.low()).append(',').append(usual.high());
            }
            added.append(',').append(s.isOpen(0) ? '1' : '0').append('\n');
            out.append(line).append(added);
            rows++;
            if ((rows & 0x3FFF) == 0) {
                read.accept(0x4000);
            }
        }
        read.accept(rows & 0x3FFF);
    }

    public long rows() {
        return rows;
    }

    public int seriesCount() {
        return series.count();
    }

    /** How often an alert opened. */
    public long alerts() {
        return alerts;
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    /** Appends a number with fixed decimals; by hand because it runs three times per row. */
    private static void decimal(StringBuilder out, double x, int decimals) {
        long unit = 1;
        for (int i = 0; i < decimals; i++) {
            unit *= 10;
        }
        long scaled = Math.round(Math.abs(x) * unit);
        if (x < 0 && scaled > 0) {
            out.append('-');
        }
        out.append(scaled / unit).append('.');
        long rest = scaled % unit;
        for (long u = unit / 10; u > rest && u > 1; u /= 10) {
            out.append('0');
        }
        out.append(rest);
    }
}
