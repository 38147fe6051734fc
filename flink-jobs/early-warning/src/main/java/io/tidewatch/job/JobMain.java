package io.tidewatch.job;

import io.tidewatch.connector.elasticsearch.BulkLimits;
import io.tidewatch.connector.elasticsearch.ElasticsearchSettings;
import io.tidewatch.connector.kafka.RuleTopic;
import io.tidewatch.job.annotate.AnnotateJob;
import io.tidewatch.job.annotate.TaxonomyUpdate;
import io.tidewatch.job.detect.DetectJob;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.index.IndexJob;
import io.tidewatch.job.notify.NotifyJob;
import io.tidewatch.job.notify.NotifySettings;
import io.tidewatch.job.notify.PackagedRunbooks;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.time.LocalClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One of the four jobs as the program of an application cluster: {@code JobMain annotate|detect|notify|index}.
 *
 * <p>Configured by {@code TIDEWATCH_KAFKA_BOOTSTRAP}, {@code _ELASTICSEARCH_URL}, {@code _ELASTICSEARCH_USER} and
 * {@code _PASSWORD}, {@code _REDIS_URL}, {@code _ID_KEY}; the last and the password are {@code file:PATH} or
 * {@code env:NAME}. {@code TIDEWATCH_TIMEZONE} is as in tidewatch.yaml. Rules and notify.yaml are read from {@code alert-rules} in the working directory: the rules only
 * when none were ever published.
 */
public final class JobMain {
    private static final Path FILES = Path.of("alert-rules");

    private JobMain() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        String job = args.length == 1 ? args[0] : "";
        define(job, env, settings(System.getenv()).withParallelism(env.getParallelism()));
        env.execute("tidewatch-" + job);
    }

    private static void define(String job, StreamExecutionEnvironment env, JobSettings settings) throws IOException {
        switch (job) {
            case "annotate" -> AnnotateJob.define(env, settings, taxonomy(settings));
            case "detect" -> DetectJob.define(env, settings, rules(settings));
            case "notify" -> notify(env, settings);
            case "index" -> IndexJob.define(env, settings);
            default ->
                throw new IllegalArgumentException("job: '" + job + "', expected annotate, detect, notify or index");
        }
    }

    /** The packaged one when none was ever published. */
    private static TaxonomyUpdate taxonomy(JobSettings settings) {
        return new RuleTopic(settings.kafka(), Clock.systemUTC())
                .newest()
                .map(TaxonomyUpdate::of)
                .orElse(TaxonomyUpdate.PACKAGED);
    }

    private static RuleUpdate rules(JobSettings settings) throws IOException {
        RuleTopic topic = new RuleTopic(settings.kafka(), Clock.systemUTC());
        RuleBundle newest = topic.newest().flatMap(RuleBundle::complete).orElse(null);
        return RuleUpdate.of(newest != null ? newest : topic.publish(files(), "image", "first start"));
    }

    /** The rules, and the notify.yaml whose time intervals they may name. */
    private static List<RulePart> files() throws IOException {
        List<RulePart> parts = new ArrayList<>(RulePart.of(RulePart.RULES, yaml(FILES.resolve("rules"))));
        Path dimensions = FILES.resolve(DimensionFiles.NAME);
        if (Files.isRegularFile(dimensions)) {
            parts.add(new RulePart(RulePart.DIMENSIONS, DimensionFiles.NAME, Files.readString(dimensions)));
        }
        parts.add(new RulePart(RulePart.NOTIFY, "notify.yaml", Files.readString(FILES.resolve("notify.yaml"))));
        return parts;
    }

    private static Map<String, String> yaml(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path p : entries.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                files.put(p.getFileName().toString(), Files.readString(p));
            }
        }
        return files;
    }

    private static void notify(StreamExecutionEnvironment env, JobSettings settings) throws IOException {
        NotifySettings notify = new NotifySettings(
                "notify.yaml",
                Files.readString(FILES.resolve("notify.yaml")),
                null,
                Path.of("").toAbsolutePath().toString(),
                settings.historicalAfter(),
                new PackagedRunbooks());
        NotifyJob.define(env, settings, notify);
    }

    static JobSettings settings(Map<String, String> env) {
        JobSettings s = JobSettings.defaults(
                        required(env, "TIDEWATCH_KAFKA_BOOTSTRAP"),
                        required(env, "TIDEWATCH_ELASTICSEARCH_URL"),
                        required(env, "TIDEWATCH_REDIS_URL"),
                        secret(env, "TIDEWATCH_ID_KEY").getBytes(StandardCharsets.UTF_8))
                .withTimezone(timezone(env));
        if (!env.containsKey("TIDEWATCH_ELASTICSEARCH_USER")) {
            return s;
        }
        ElasticsearchSettings elasticsearch = new ElasticsearchSettings(
                s.elasticsearch().url(),
                required(env, "TIDEWATCH_ELASTICSEARCH_USER"),
                secret(env, "TIDEWATCH_ELASTICSEARCH_PASSWORD"),
                null);
        return new JobSettings(
                s.kafka(),
                elasticsearch,
                BulkLimits.DEFAULT,
                s.redis(),
                s.parallelism(),
                s.maxTextLength(),
                s.outOfOrderness(),
                s.allowedLateness(),
                s.countHorizon(),
                s.retention(),
                s.maxAhead(),
                s.historicalAfter(),
                s.sourceDelays(),
                s.timezone(),
                s.idKey());
    }

    private static ZoneId timezone(Map<String, String> env) {
        String zone = env.getOrDefault("TIDEWATCH_TIMEZONE", "");
        try {
            return zone.isBlank() ? LocalClock.DEFAULT_ZONE : LocalClock.zone(zone.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("TIDEWATCH_TIMEZONE: " + e.getMessage(), e);
        }
    }

    private static String required(Map<String, String> env, String name) {
        String value = env.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing: set it to what the job is to use");
        }
        return value;
    }

    private static String secret(Map<String, String> env, String name) {
        String reference = required(env, name);
        if (reference.startsWith("env:")) {
            return required(env, reference.substring(4));
        }
        if (!reference.startsWith("file:")) {
            throw new IllegalArgumentException(name + ": expected file:PATH or env:NAME, not the secret itself");
        }
        try {
            return Files.readString(Path.of(reference.substring(5))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot read " + reference, e);
        }
    }
}
