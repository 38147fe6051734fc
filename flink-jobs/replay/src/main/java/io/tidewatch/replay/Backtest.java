package io.tidewatch.replay;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tidewatch.alert.Alert;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.shared.SharedId;
import io.tidewatch.job.detect.DetectPipeline;
import io.tidewatch.job.detect.DetectStreams;
import io.tidewatch.job.detect.figures.TallyEvent;
import io.tidewatch.job.detect.figures.TallyEvents;
import io.tidewatch.job.detect.rules.DetectSettings;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.series.Primer;
import io.tidewatch.job.detect.tide.TideLevel;
import io.tidewatch.series.LaunchSlot;
import io.tidewatch.series.Launches;
import io.tidewatch.series.Tides;
import io.tidewatch.time.LocalClock;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.Retraction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** Plays a recorded file through the production operators in event time. The same file gives the same bytes. */
public final class Backtest {
    /** How far messages in a file may be out of order without being late. */
    public static final long OUT_OF_ORDERNESS_MS = 2 * 60_000L;

    private static final Pattern EVENT_TIME = Pattern.compile("\"event_time\"\\s*:\\s*\"([^\"]{10,40})\"");

    private static final Pattern HEARD_AT = Pattern.compile("\"heard_at\"\\s*:\\s*\"([^\"]{10,40})\"");

    private Backtest() {}

    /**
     * @param file raw or annotated JSONL, plain or .gz
     * @return the last state of every episode, sorted by start, rule and group
     */
    public static List<Alert> run(Path file, RuleUpdate rules, AnalyzerFactory analyzers, int parallelism)
            throws Exception {
        return run(file, rules, analyzers, parallelism, LocalClock.DEFAULT_ZONE);
    }

    /**
     * Plays a file as in an installation of some zone.
     *
     * @param file raw or annotated JSONL, plain or .gz
     * @param zone whose hours, weekends and days are usual
     * @return the last state of every episode, sorted by start, rule and group
     */
    public static List<Alert> run(Path file, RuleUpdate rules, AnalyzerFactory analyzers, int parallelism, ZoneId zone)
            throws Exception {
        try (StreamExecutionEnvironment env = environment(parallelism)) {
            return run(read(env, file, analyzers), settings(file, rules).withZone(zone));
        }
    }

    /**
     * Plays a file and keeps every revision of every episode.
     *
     * @param zone whose hours, weekends and days are usual
     * @return all revisions, in no order; {@link #lastOf} gives what {@link #run} does
     */
    public static List<Alert> revisions(
            Path file, RuleUpdate rules, AnalyzerFactory analyzers, int parallelism, ZoneId zone) throws Exception {
        try (StreamExecutionEnvironment env = environment(parallelism)) {
            DataStream<AnnotatedFeedback> messages = read(env, file, analyzers);
            Retractions retractions = Retractions.of(messages);
            CloseableIterator<Alert> alerts = DetectPipeline.define(
                            messages,
                            noUpdates(env),
                            null,
                            settings(file, rules).withZone(zone))
                    .alerts()
                    .collectAsync();
            env.executeAsync("tidewatch backtest");
            CompletableFuture<Map<String, Retraction>> taken = retractions.collect();
            List<Alert> all = new ArrayList<>();
            alerts.forEachRemaining(all::add);
            return Retractions.redact(all, taken);
        }
    }

    /**
     * Plays a file and counts its complaints.
     *
     * @param zone whose hours, weekends and days are usual
     * @param counts is filled with complaints per issue, region and five minutes
     * @return the last state of every episode, sorted by start, rule and group
     */
    public static List<Alert> run(
            Path file,
            RuleUpdate rules,
            AnalyzerFactory analyzers,
            int parallelism,
            ZoneId zone,
            ComplaintCounts counts)
            throws Exception {
        try (StreamExecutionEnvironment env = environment(parallelism)) {
            DataStream<AnnotatedFeedback> messages = read(env, file, analyzers);
            Retractions retractions = Retractions.of(messages);
            DetectStreams streams = DetectPipeline.define(
                    messages, noUpdates(env), null, settings(file, rules).withZone(zone));
            CloseableIterator<TallyEvent> tallies = streams.feedback()
                    .flatMap(new TallyEvents())
                    .name("what to count")
                    .uid("tally-events")
                    .collectAsync();
            CloseableIterator<Alert> alerts = streams.alerts().collectAsync();
            env.executeAsync("tidewatch backtest");
            CompletableFuture<Map<String, Retraction>> taken = retractions.collect();
            CompletableFuture<Void> counting = CompletableFuture.runAsync(() -> tallies.forEachRemaining(counts::add));
            List<Alert> episodes = lastOf(alerts);
            counting.get();
            return Retractions.redact(episodes, taken);
        }
    }

    /**
     * A recording as one rule read it.
     *
     * @param episodes of all rules, as {@link #run} gives them
     * @param messages what the rule counts, originals distinguished from copies, in no order
     * @param sharedIds ids that were found to stand for many, and every hour how they stood, in no order
     * @param tides how many times as much as usual was complained of in general
     * @param launches what was said of new products
     * @param first event time of the first message, epoch milliseconds
     * @param last instant at which anything is evaluated
     * @param zone whose hours, weekends and days were usual
     */
    public record Recording(
            List<Alert> episodes,
            List<MatchedMessage> messages,
            List<SharedId> sharedIds,
            Tides tides,
            Launches launches,
            long first,
            long last,
            ZoneId zone) {}

    /**
     * Plays a file and keeps the messages that one rule counts.
     *
     * @param zone whose hours, weekends and days are usual
     * @param rule name of a rule with a {@code where}
     */
    public static Recording record(
            Path file, RuleUpdate rules, AnalyzerFactory analyzers, int parallelism, ZoneId zone, String rule)
            throws Exception {
        try (StreamExecutionEnvironment env = environment(parallelism)) {
            DetectSettings settings = settings(file, rules).withZone(zone);
            DataStream<AnnotatedFeedback> read = read(env, file, analyzers);
            Retractions retractions = Retractions.of(read);
            DetectStreams streams = DetectPipeline.define(read, noUpdates(env), null, settings);
            CloseableIterator<MatchedMessage> matched = streams.feedback()
                    .process(new MatchedByRuleFunction(rules, rule))
                    .returns(TypeInformation.of(MatchedMessage.class))
                    .name("what the rule counts")
                    .uid("heard-by-rule")
                    .collectAsync();
            CloseableIterator<SharedId> found = streams.sharedIds().collectAsync();
            CloseableIterator<TideLevel> risen = streams.tides().collectAsync();
            CloseableIterator<LaunchSlot> launched = streams.launches().collectAsync();
            CloseableIterator<Alert> alerts = streams.alerts().collectAsync();
            env.executeAsync("tidewatch explain");
            CompletableFuture<Map<String, Retraction>> taken = retractions.collect();
            List<MatchedMessage> messages = new ArrayList<>();
            List<SharedId> sharedIds = new ArrayList<>();
            CompletableFuture<Void> collecting =
                    CompletableFuture.runAsync(() -> matched.forEachRemaining(messages::add));
            CompletableFuture<Void> naming = CompletableFuture.runAsync(() -> found.forEachRemaining(sharedIds::add));
            Tides tides = new Tides();
            Launches launches = new Launches();
            CompletableFuture<Void> launching =
                    CompletableFuture.runAsync(() -> launched.forEachRemaining(launches::put));
            CompletableFuture<Void> rising = CompletableFuture.runAsync(
                    () -> risen.forEachRemaining(t -> tides.put(t.at(), t.level(), t.rise())));
            List<Alert> episodes = lastOf(alerts);
            collecting.get();
            naming.get();
            rising.get();
            launching.get();
            return new Recording(
                    Retractions.redact(episodes, taken),
                    messages,
                    sharedIds,
                    tides,
                    launches,
                    settings.sinceMs(),
                    settings.untilMs(),
                    zone);
        }
    }

    /**
     * What a recording teaches of some series.
     *
     * @param rules the set whose rules count them
     * @param zone whose hours, weekends and days are usual
     * @param series their hashes
     * @return one primer for each group with messages, in no order
     */
    public static List<Primer> learn(
            Path file, RuleUpdate rules, AnalyzerFactory analyzers, int parallelism, ZoneId zone, Set<String> series)
            throws Exception {
        try (StreamExecutionEnvironment env = environment(parallelism)) {
            DataStream<Primer> learnt = DetectPipeline.define(
                            read(env, file, analyzers),
                            noUpdates(env),
                            null,
                            settings(file, rules).withZone(zone).teaching(series))
                    .learnt();
            List<Primer> out = new ArrayList<>();
            try (CloseableIterator<Primer> primers = learnt.executeAndCollect("tidewatch prime")) {
                primers.forEachRemaining(out::add);
            }
            return out;
        }
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        Configuration c = new Configuration();
        c.set(PipelineOptions.GENERIC_TYPES, false);
        c.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        c.set(PipelineOptions.MAX_PARALLELISM, 720);
        c.set(PipelineOptions.OBJECT_REUSE, true);
        c.set(RestOptions.BIND_PORT, "0");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, c);
        env.getCheckpointConfig().disableCheckpointing();
        return env;
    }

    static List<Alert> run(StreamExecutionEnvironment env, Path file, RuleUpdate rules, AnalyzerFactory analyzers)
            throws Exception {
        return run(read(env, file, analyzers), settings(file, rules));
    }

    /** @param messages as {@link #read} gives them */
    static List<Alert> run(DataStream<AnnotatedFeedback> messages, DetectSettings settings) throws Exception {
        StreamExecutionEnvironment env = messages.getExecutionEnvironment();
        Retractions retractions = Retractions.of(messages);
        CloseableIterator<Alert> alerts = DetectPipeline.define(messages, noUpdates(env), null, settings)
                .alerts()
                .collectAsync();
        env.executeAsync("tidewatch backtest");
        CompletableFuture<Map<String, Retraction>> taken = retractions.collect();
        return Retractions.redact(lastOf(alerts), taken);
    }

    /**
     * The last state of every episode, sorted by start, rule and group.
     *
     * @param alerts revisions in any order
     */
    public static List<Alert> lastOf(Iterator<Alert> alerts) {
        Map<String, Alert> last = new HashMap<>();
        while (alerts.hasNext()) {
            Alert a = alerts.next();
            last.merge(a.id(), a, (x, y) -> y.revision() >= x.revision() ? y : x);
        }
        List<Alert> out = new ArrayList<>(last.values());
        out.sort(Comparator.comparingLong(Alert::startsAt)
                .thenComparing(Alert::rule)
                .thenComparing(a -> a.group().key()));
        return out;
    }

    /** Settings of a backtest over a file, with its first event time and the last at which it was said or heard. */
    static DetectSettings settings(Path file, RuleUpdate rules) throws IOException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (InputStream raw = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                OptionalLong time = time(EVENT_TIME, line);
                if (time.isPresent()) {
                    first = Math.min(first, time.getAsLong());
                    last = Math.max(
                            last,
                            Math.max(time.getAsLong(), time(HEARD_AT, line).orElse(0)));
                }
            }
        }
        return DetectSettings.backtest(rules, first, last);
    }

    /** When a line was heard, or said where that is not known, epoch milliseconds; empty in a broken line. */
    static OptionalLong heardAt(String line) {
        OptionalLong heard = time(HEARD_AT, line);
        return heard.isPresent() ? heard : time(EVENT_TIME, line);
    }

    /** Empty in a broken line, which is counted where it is read. */
    private static OptionalLong time(Pattern field, String line) {
        Matcher m = field.matcher(line);
        try {
            return m.find()
                    ? OptionalLong.of(WireTime.parse(m.group(1)).toInstant().toEpochMilli())
                    : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    static DataStream<AnnotatedFeedback> read(StreamExecutionEnvironment env, Path file, AnalyzerFactory analyzers) {
        FileSource<String> lines = FileSource.forRecordStreamFormat(
                        new TextLineInputFormat("UTF-8"), new org.apache.flink.core.fs.Path(file.toUri()))
                .build();
        return env.fromSource(lines, WatermarkStrategy.noWatermarks(), "recorded feedback")
                .uid("recorded-feedback")
                .setParallelism(1)
                .transform(
                        "as it came",
                        TypeInformation.of(AnnotatedFeedback.class),
                        new BacktestReader(analyzers, OUT_OF_ORDERNESS_MS))
                .uid("as-heard")
                .setParallelism(1);
    }

    /** A backtest's rules are fixed: the stream of updates ends at once. */
    static DataStream<RuleUpdate> noUpdates(StreamExecutionEnvironment env) {
        return env.fromSource(
                        new org.apache.flink.connector.datagen.source.DataGeneratorSource<>(
                                i -> new RuleUpdate(0, Map.of(), Map.of()), 0, TypeInformation.of(RuleUpdate.class)),
                        WatermarkStrategy.noWatermarks(),
                        "no updates")
                .uid("no-updates")
                .setParallelism(1);
    }
}
