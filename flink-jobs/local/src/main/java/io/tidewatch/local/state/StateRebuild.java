package io.tidewatch.local.state;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.AlertStatus;
import io.tidewatch.alert.Resolution;
import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.episode.SuspensionWriter;
import io.tidewatch.job.annotate.AnnotateJob;
import io.tidewatch.job.detect.DetectJob;
import io.tidewatch.job.detect.DetectRebuild;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.index.IndexJob;
import io.tidewatch.job.notify.NotifyJob;
import io.tidewatch.job.notify.NotifyRebuild;
import io.tidewatch.job.settings.JobSettings;
import io.tidewatch.local.cli.Progress;
import io.tidewatch.local.flink.LocalFlink;
import io.tidewatch.notify.IncidentState;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.RuleBundle;
import io.tidewatch.rule.file.RuleFiles;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Makes the state of the jobs anew from what Kafka and Elasticsearch hold, as checkpoints that the jobs then start from.
 *
 * <ul>
 *   <li>Every source goes on where its consumer group is.
 *   <li>DetectJob: its own operators read two weeks of stored feedback up to that position, and no alert leaves them;
 *       then every episode is resumed from its last alert.
 *   <li>NotifyJob: incidents and their notification logs are found again from revisions and receipts.
 *   <li>AnnotateJob has nothing to remember. IndexJob reads part of its topics again, since documents on their way to
 *       Elasticsearch were in its state; a document that is there already stays as it is.
 * </ul>
 */
public final class StateRebuild {
    private static final long INDEX_BACK_MS = 24 * 3_600_000L;
    private static final long INDEX_BACK_RECORDS = 100_000;
    private static final double REPORT_EVERY_SECONDS = 5;

    private final JobStates states;
    private final LocalFlink flink;
    private final JobSettings settings;
    private final NotifyConfig notify;
    private final RuleBundle before;
    private final RuleBundle live;
    private final ElasticsearchHttp elasticsearch;
    private final Clock clock;
    private final Progress progress;
    private double reportedAt;

    /**
     * @param before the rules that were live when the jobs last ran
     * @param live those that they are started with
     */
    public StateRebuild(
            JobStates states,
            LocalFlink flink,
            JobSettings settings,
            NotifyConfig notify,
            RuleBundle before,
            RuleBundle live,
            ElasticsearchHttp elasticsearch,
            Clock clock,
            Progress progress) {
        this.states = states;
        this.flink = flink;
        this.settings = settings;
        this.notify = notify;
        this.before = before;
        this.live = live;
        this.elasticsearch = elasticsearch;
        this.clock = clock;
        this.progress = progress;
    }

    /** Does it; nothing of the old state is gone until all of the new one is there. Without checkpoints there is nothing to do. */
    public void run() throws IOException, InterruptedException {
        if (states.isEmpty()) {
            progress.say("no state to rebuild: the jobs have not kept any yet");
            return;
        }
        long now = clock.millis();
        Path growing = states.begin();
        try (TopicScan scan = new TopicScan(settings.kafka());
                Positions positions = new Positions(settings.kafka(), scan)) {
            OptionalLong detectAt = states.newestAt(DetectJob.NAME);
            Map<TopicPartition, Long> position = positions.of(DetectJob.NAME, List.of(Topics.ANNOTATED), detectAt);
            positions.of(DetectJob.NAME + "-primers", List.of(Topics.PRIMERS), detectAt);
            positions.of(NotifyJob.NAME, List.of(Topics.ALERTS, Topics.MEASURES), states.newestAt(NotifyJob.NAME));
            positions.of(
                    AnnotateJob.NAME,
                    positions.topics(Pattern.compile(Topics.FEEDBACK_PATTERN)),
                    states.newestAt(AnnotateJob.NAME));
            WrittenIncidents written = new WrittenIncidents(now);
            written.read(scan, detectAt.orElse(now));
            notifyState(written, growing);
            List<Alert> ended = detectState(scan, written, position, detectAt.orElse(now), now, growing);
            readAgain(positions, scan, now);
            publish(ended);
        }
        Path kept = states.finish(clock.millis());
        progress.sayTimed("the state is rebuilt; the old checkpoints are kept in " + kept);
    }

    private void notifyState(WrittenIncidents written, Path growing) throws IOException {
        List<IncidentState> incidents = written.recover(notify);
        long open = incidents.stream().filter(IncidentState::isOpen).count();
        progress.say("open incidents: " + open + ", ended within a day: " + (incidents.size() - open)
                + ", receipts of deliveries: " + written.receipts());
        if (incidents.isEmpty()) {
            return;
        }
        try (RebuildInput lines = new RebuildInput(temporary())) {
            for (IncidentState s : incidents) {
                lines.write(NotifyRebuild.line(s));
            }
            lines.play(
                    flink,
                    NotifyJob.NAME + "-rebuild",
                    NotifyRebuild::define,
                    n -> {},
                    growing.resolve(NotifyJob.NAME));
        }
    }

    /** @return the ends of alerts whose rules are not what they were, and of suspensions, which end with the jobs */
    private List<Alert> detectState(
            TopicScan scan,
            WrittenIncidents written,
            Map<TopicPartition, Long> position,
            long stoppedAt,
            long now,
            Path growing)
            throws IOException {
        List<Alert> ended = new ArrayList<>();
        try (RebuildInput lines = new RebuildInput(temporary())) {
            StoredMessages messages = new StoredMessages(scan, elasticsearch);
            messages.write(lines, position, stoppedAt, now);
            long until = messages.until();
            for (Alert a : written.lastAlerts()) {
                until = messages.messages() == 0 && a.isOpen() ? Math.max(until, a.updatedAt()) : until;
            }
            if (until == Long.MIN_VALUE) {
                progress.say("no feedback is stored: baselines begin empty");
                return ended;
            }
            Map<String, Rule> old = byName(before);
            Map<String, Rule> next = byName(live);
            long open = 0;
            for (Alert a : written.lastAlerts()) {
                Resolution end = !a.isOpen()
                        ? null
                        : a.kind().isOfTheSystem() ? Resolution.RECOVERED : end(old.get(a.rule()), next.get(a.rule()));
                if (end == null) {
                    open += a.isOpen() ? 1 : 0;
                    lines.write(DetectRebuild.recorded(a, until));
                } else {
                    ended.add(ended(a, end));
                }
            }
            lines.write(DetectRebuild.until(until));
            progress.say("open alerts: " + open + "; playing " + messages.messages() + " stored messages"
                    + (messages.messages() == 0 ? "" : " since " + WireTime.print(messages.first()))
                    + " through the rules, notifying nobody");
            long all = lines.written();
            lines.play(
                    flink,
                    DetectJob.NAME + "-rebuild",
                    in -> DetectRebuild.define(in, settings, RuleUpdate.of(live)),
                    n -> report(n, all),
                    growing.resolve(DetectJob.NAME));
        }
        return ended;
    }

    private Path temporary() throws IOException {
        return Files.createTempDirectory("tidewatch-rebuild").resolve("lines.jsonl");
    }

    private void report(long read, long all) {
        if (progress.seconds() - reportedAt >= REPORT_EVERY_SECONDS) {
            reportedAt = progress.seconds();
            progress.sayTimed(String.format(Locale.ROOT, "  %d of %d (%d %%)", read, all, 100 * read / all));
        }
    }

    private static Map<String, Rule> byName(RuleBundle bundle) {
        RuleSet rules = RuleFiles.read(
                bundle.of(RulePart.RULES), TaxonomyFiles.of(bundle.of(RulePart.TAXONOMY)), new Problems());
        Map<String, Rule> byName = new HashMap<>();
        rules.rules().forEach(r -> byName.put(r.name(), r));
        return byName;
    }

    /** How an alert has ended because its rule is not what it was; null when it goes on. */
    private static @Nullable Resolution end(@Nullable Rule old, @Nullable Rule next) {
        if (next == null) {
            return Resolution.RULE_REMOVED;
        }
        return old != null && !old.structure().equals(next.structure()) ? Resolution.RULE_CHANGED : null;
    }

    private static Alert ended(Alert a, Resolution resolution) {
        if (a.kind().isOfTheSystem()) {
            return SuspensionWriter.ended(a, resolution, a.updatedAt());
        }
        return a.toBuilder()
                .revision(a.revision() + 1)
                .status(AlertStatus.RESOLVED)
                .resolution(resolution)
                .resolvedAt(a.updatedAt())
                .build();
    }

    private void publish(List<Alert> ended) {
        try (KafkaPublisher publisher = new KafkaPublisher(settings.kafka())) {
            for (Alert a : ended) {
                publisher
                        .publish(Topics.ALERTS, new KeyedMessage(a.fingerprint(), AlertJson.write(a)), a.incident())
                        .join();
            }
        }
    }

    /** IndexJob goes a day back, at most 100 000 records of a partition. */
    private void readAgain(Positions positions, TopicScan scan, long now) throws IOException, InterruptedException {
        OptionalLong keptAt = states.newestAt(IndexJob.NAME);
        Map<TopicPartition, Long> reached = positions.of(IndexJob.NAME, IndexJob.TOPICS, keptAt);
        Map<TopicPartition, Long> back = new HashMap<>();
        for (String topic : IndexJob.TOPICS) {
            scan.at(topic, keptAt.orElse(now) - INDEX_BACK_MS).forEach((p, offset) -> {
                long known = reached.getOrDefault(p, offset);
                back.put(p, Math.max(Math.min(known, offset), known - INDEX_BACK_RECORDS));
            });
        }
        positions.commit(IndexJob.NAME, back);
    }
}
