package io.tidewatch.replay.streams;

import io.tidewatch.connector.file.UnusableFileException;
import io.tidewatch.replay.evaluate.SteppedStream;
import io.tidewatch.replay.evaluate.StreamRival;
import io.tidewatch.surge.filter.Sensitivity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Scores the surge detector and the rules of others on recorded streams and prints the tables of the documents; besides, on made
 * series whose level changes.
 */
public final class StreamEvaluation {
    private static final double[] ASKED = {0.1, 0.01, 0.001};
    private static final double NORMAL = 0.01;
    private static final double[] PER_DAY = {10, 50, 300};
    private static final double[] LEVELS = {3, 5, 10, 30};

    private final int runs;
    private final Consumer<String> progress;
    private final StreamTables tables = new StreamTables();

    /**
     * @param runs how many made series per change of level, 1 or more
     * @param progress called with what goes on
     */
    public StreamEvaluation(int runs, Consumer<String> progress) {
        this.runs = runs;
        this.progress = progress;
    }

    /**
     * The tables as Markdown.
     *
     * @param folder with a truth file and counts per source
     * @param only names of the sources that are scored; empty: all
     * @throws UnusableFileException when a file is missing or cannot be used
     */
    public String of(Path folder, Collection<String> only) {
        progress.accept("reading " + folder);
        List<StreamSource> sources = StreamFolder.read(folder, only);
        List<AskedRuns> plain = new ArrayList<>();
        StreamTally[][] tallies = ours(sources, plain);
        surges(sources, tallies);
        strata(sources, plain);
        progress.accept("what is usual as a range");
        tables.bands(BandCoverage.of(sources).rows());
        rivals(sources, tallies);
        steps();
        return tables.toString();
    }

    /** @param plain is given when which alerts are open without ramps, per source */
    private StreamTally[][] ours(List<StreamSource> sources, List<AskedRuns> plain) {
        double[] thresholds = AskedRate.thresholds();
        progress.accept(
                "scoring " + sources.stream().mapToInt(s -> s.streams().size()).sum() + " series");
        List<AskedRuns> scored = IntStream.range(0, 2 * sources.size())
                .parallel()
                .mapToObj(i -> AskedRuns.of(sources.get(i / 2), i % 2 == 1, thresholds))
                .toList();
        StreamTally[][] tallies = new StreamTally[sources.size()][thresholds.length];
        for (int s = 0; s < sources.size(); s++) {
            plain.add(scored.get(2 * s));
            List<KeyedStream> streams = sources.get(s).streams();
            for (int i = 0; i < thresholds.length; i++) {
                StreamTally tally = new StreamTally();
                for (int k = 0; k < streams.size(); k++) {
                    StreamJudge.judge(streams.get(k), scored.get(2 * s).of(k, i), tally);
                    StreamJudge.judgeRamps(streams.get(k), scored.get(2 * s + 1).of(k, i), tally);
                }
                tallies[s][i] = tally;
            }
        }
        return tallies;
    }

    private void surges(List<StreamSource> sources, StreamTally[][] tallies) {
        List<StreamTables.Row> rows = new ArrayList<>();
        for (double asked : ASKED) {
            StreamTally all = new StreamTally();
            List<StreamTables.Row> each = new ArrayList<>();
            for (int s = 0; s < sources.size(); s++) {
                StreamTally t = tallies[s][AskedRate.index(asked)];
                all.add(t);
                each.add(new StreamTables.Row(asked, sources.get(s).name(), t));
            }
            rows.add(new StreamTables.Row(asked, "all", all));
            rows.addAll(each);
        }
        tables.surges(rows);
    }

    private void strata(List<StreamSource> sources, List<AskedRuns> plain) {
        Map<Stratum, StreamTally> strata = new EnumMap<>(Stratum.class);
        for (Stratum stratum : Stratum.values()) {
            StreamTally tally = new StreamTally();
            for (int s = 0; s < sources.size(); s++) {
                List<KeyedStream> streams = sources.get(s).streams();
                for (int k = 0; k < streams.size(); k++) {
                    stratum.count(streams.get(k), plain.get(s).of(k, AskedRate.index(NORMAL)), tally);
                }
            }
            strata.put(stratum, tally);
        }
        tables.strata(NORMAL, strata);
    }

    private void rivals(List<StreamSource> sources, StreamTally[][] tallies) {
        if (sources.size() < 2) {
            tables.noRivals();
            return;
        }
        EqualRates equal = new EqualRates(sources, NORMAL);
        Map<String, EqualRates.Result> results = new LinkedHashMap<>();
        results.put("Tidewatch `surge`", equal.ours(tallies));
        for (StreamRival rival : StreamRival.values()) {
            progress.accept("scoring with " + rival.title());
            results.put(rival.title(), equal.of(rival));
        }
        tables.rivals(NORMAL, results);
    }

    private void steps() {
        progress.accept("made levels");
        Steps steps = new Steps(Sensitivity.NORMAL.score());
        tables.steps(NORMAL, runs);
        for (double perDay : PER_DAY) {
            for (double factor : LEVELS) {
                tables.step(perDay, factor, steps.runs(runs, seed -> SteppedStream.level(seed, perDay, factor)));
            }
        }
        progress.accept("an outage after silent years");
        tables.outage(steps.runs(runs, SteppedStream::outage));
    }
}
