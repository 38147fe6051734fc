package io.tidewatch.local.rules;

import io.tidewatch.connector.kafka.KafkaPublisher;
import io.tidewatch.connector.kafka.KafkaSettings;
import io.tidewatch.connector.kafka.KeyedMessage;
import io.tidewatch.connector.kafka.Topics;
import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.job.detect.series.Primer;
import io.tidewatch.local.stored.StoredFeedback;
import io.tidewatch.replay.AnalyzerFactory;
import io.tidewatch.replay.Backtest;
import io.tidewatch.rule.MeasuredSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.RuleSet;
import io.tidewatch.rule.file.RulePart;
import io.tidewatch.time.WireTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * What stored feedback teaches the rules that count something new: the production operators play it, and what each of their
 * series has learnt at the end goes to {@code tidewatch.primers}.
 */
public final class Priming {
    private static final int PARALLELISM = 2;

    /** Series hash → names of the new rules that look at it. */
    private final Map<String, Set<String>> rules = new TreeMap<>();

    /**
     * @param live the rules that are live
     * @param next those that are to be
     */
    public Priming(RuleSet live, RuleSet next) {
        Set<String> learning = new HashSet<>();
        live.rules().forEach(r -> learning.add(clock(r)));
        for (Rule r : next.rules()) {
            if (r.spec() instanceof MeasuredSpec measured && measured.canBePrimed() && !learning.contains(clock(r))) {
                rules.computeIfAbsent(r.series().hash(), h -> new TreeSet<>()).add(r.name());
            }
        }
    }

    /** Drift has a clock of its own on a series that others may look at. */
    private static String clock(Rule r) {
        return r.series().hash() + (r.spec().isOverDays() ? " drift" : "");
    }

    /** True when every rule counts what was counted already. */
    public boolean isNeedless() {
        return rules.isEmpty();
    }

    /** Names of the rules that are taught. */
    public Set<String> names() {
        return rules.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Plays what is stored.
     *
     * @param update the rules that are to be live
     * @param from event time, epoch milliseconds
     * @param to end, itself left out
     * @param zone whose hours, weekends and days are usual
     * @return what was learnt; nothing when nothing was stored
     */
    public Lesson learn(
            ElasticsearchHttp elasticsearch,
            RuleUpdate update,
            AnalyzerFactory analyzers,
            long from,
            long to,
            ZoneId zone)
            throws Exception {
        try (StoredFeedback stored = StoredFeedback.fetch(elasticsearch, from, to)) {
            List<Primer> primers = stored.messages() == 0
                    ? List.of()
                    : Backtest.learn(stored.file(), update, analyzers, PARALLELISM, zone, rules.keySet());
            return new Lesson(stored.messages(), from, primers);
        }
    }

    /**
     * What stored feedback taught.
     *
     * @param messages that were played
     * @param from event time of the earliest that could be among them, epoch milliseconds
     */
    public record Lesson(long messages, long from, List<Primer> primers) {
        /** Sends it to the running jobs and waits until Kafka has it. */
        public void publish(KafkaSettings kafka) {
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            try (KafkaPublisher publisher = new KafkaPublisher(kafka)) {
                primers.forEach(p -> sent.add(publisher.publish(Topics.PRIMERS, new KeyedMessage(p.key(), p.json()))));
                sent.forEach(CompletableFuture::join);
            }
        }

        /** For the manifest: which series were primed, and from which event time on. */
        public List<RulePart> parts() {
            Map<String, String> since = new TreeMap<>();
            primers.forEach(p -> since.put(p.series(), WireTime.print(from)));
            return RulePart.of(RulePart.PRIMED, since);
        }
    }
}
