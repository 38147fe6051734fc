package io.tidewatch.replay;

import io.tidewatch.connector.file.JsonLinesFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * A recording in the order in which it was heard: exports begin with the newest, and one line may be of another zone or year. A
 * file that is in order but for what comes late in practice is played as it is.
 *
 * @param file that is to be played: the recording itself, or a copy in order
 * @param said what was done to it, a sentence each; empty when it is the recording itself
 */
public record OrderedRecording(Path file, List<String> said) {
    /** So far behind a line before it a line is late; further, the file is not in order of time. */
    static final long LATE_MS = 3_600_000;
    /** Nothing that is further from all others is of the same recording, */
    static final long APART_MS = 90L * 86_400_000;
    /** when no more than one in so many is. */
    private static final int FEW = 10;

    private static final int MOST_NAMED = 3;

    public OrderedRecording {
        said = List.copyOf(said);
    }

    private record Line(long number, long at, String json) {}

    /**
     * Looks at a recording.
     *
     * @param directory where a copy in order is made when one is needed
     * @param stamp how an instant is shown, epoch milliseconds
     * @throws io.tidewatch.connector.file.UnusableFileException when it cannot be read
     */
    public static OrderedRecording of(Path file, Path directory, LongFunction<String> stamp) throws IOException {
        long lines = 0;
        long behind = 0;
        long firstBehind = 0;
        long newest = Long.MIN_VALUE;
        List<Long> times = new ArrayList<>();
        try (JsonLinesFile read = JsonLinesFile.open(file)) {
            for (JsonLinesFile.Line l = read.next(); l != null; l = read.next()) {
                OptionalLong at = Backtest.heardAt(text(l));
                if (at.isPresent()) {
                    lines++;
                    times.add(at.getAsLong());
                    if (newest != Long.MIN_VALUE && at.getAsLong() < newest - LATE_MS) {
                        firstBehind = behind++ == 0 ? l.number() : firstBehind;
                    }
                    newest = Math.max(newest, at.getAsLong());
                }
            }
        }
        long[] kept = together(times.stream().mapToLong(t -> t).sorted().toArray());
        boolean whole = kept.length == 0 || kept[2] == lines;
        return behind == 0 && whole
                ? new OrderedRecording(file, List.of())
                : ordered(file, directory, kept, behind, firstBehind, stamp);
    }

    private static String text(JsonLinesFile.Line line) {
        return new String(line.json(), StandardCharsets.UTF_8);
    }

    /** From when to when most lines are, and how many: those that are far from all others and few are not among them. */
    private static long[] together(long[] times) {
        if (times.length == 0) {
            return new long[0];
        }
        int from = 0;
        int to = times.length;
        for (int begin = 0; begin < times.length; ) {
            int end = begin + 1;
            while (end < times.length && times[end] - times[end - 1] <= APART_MS) {
                end++;
            }
            if (end - begin > times.length - times.length / FEW - 1) {
                from = begin;
                to = end;
            }
            begin = end;
        }
        return new long[] {times[from], times[to - 1], to - from};
    }

    private static OrderedRecording ordered(
            Path file, Path directory, long[] kept, long behind, long firstBehind, LongFunction<String> stamp)
            throws IOException {
        List<Line> inOrder = new ArrayList<>();
        List<String> said = new ArrayList<>();
        long apart = 0;
        long at = kept[0];
        try (JsonLinesFile read = JsonLinesFile.open(file)) {
            for (JsonLinesFile.Line l = read.next(); l != null; l = read.next()) {
                String json = text(l);
                OptionalLong time = Backtest.heardAt(json);
                // a broken line stays behind the one before it
                long own = time.orElse(at);
                if (own < kept[0] || own > kept[1]) {
                    if (apart++ < MOST_NAMED) {
                        said.add(String.format(
                                Locale.ROOT,
                                "line %d is of %s, more than %d days from all others: left out",
                                l.number(),
                                stamp.apply(own),
                                APART_MS / 86_400_000));
                    }
                    continue;
                }
                at = own;
                inOrder.add(new Line(l.number(), own, json));
            }
        }
        if (apart > MOST_NAMED) {
            said.add(apart - MOST_NAMED + " more lines are as far: left out");
        }
        if (behind > 0) {
            said.add(behind + (behind == 1 ? " line is" : " lines are")
                    + " more than an hour behind one before, the first is line " + firstBehind
                    + ": played in order of time");
        }
        inOrder.sort(Comparator.comparingLong(Line::at).thenComparingLong(Line::number));
        Path copy = directory.resolve("in-order.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(copy, StandardCharsets.UTF_8)) {
            for (Line l : inOrder) {
                out.write(l.json());
                out.write('\n');
            }
        }
        return new OrderedRecording(copy, said);
    }
}
