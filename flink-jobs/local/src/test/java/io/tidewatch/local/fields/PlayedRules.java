package io.tidewatch.local.fields;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.calendar.CalendarFiles;
import io.tidewatch.job.detect.rules.ActiveRules;
import io.tidewatch.job.detect.rules.RuleUpdate;
import io.tidewatch.replay.VirtualCluster;
import io.tidewatch.replay.VirtualMessage;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.test.PrimedBaseline;
import io.tidewatch.rule.test.RuleTest;
import io.tidewatch.rule.test.TestFile;
import io.tidewatch.rule.test.TestFileReader;
import io.tidewatch.rule.test.TestMessages;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.text.Analyzer;
import io.tidewatch.wire.AlertJson;
import io.tidewatch.wire.Json;
import io.tidewatch.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What the operators of the running system emit for made messages under some rules: every revision of every alert. */
final class PlayedRules implements AutoCloseable {
    private static final byte[] ID_KEY = new byte[32];

    private final VirtualCluster cluster;
    private final Map<Taxonomy, Analyzer> analyzers = new ConcurrentHashMap<>();
    private final Map<List<String>, List<VirtualMessage>> analyzed = new ConcurrentHashMap<>();

    PlayedRules() throws Exception {
        cluster = VirtualCluster.start(DeadFields.AT_A_TIME);
    }

    /**
     * @param rules with the issues and the days that they are read with
     * @param testFile a rule test of which only start, baseline, messages and the last eval_time matter
     * @param first name of the rule that the baseline is of
     */
    String alerts(RuleUpdate rules, String testFile, String first) throws Exception {
        Problems problems = new Problems();
        TestFile file = TestFileReader.read("heard.yaml", testFile, name -> null, problems);
        problems.throwIfErrors();
        RuleTest test = file.tests().get(0);
        Taxonomy taxonomy = TaxonomyFiles.of(rules.taxonomy());
        List<VirtualMessage> messages =
                analyzed.computeIfAbsent(List.of(testFile, taxonomy.version()), h -> analyzed(test, taxonomy));
        ActiveRules active = ActiveRules.of(rules);
        List<VirtualCluster.KnownRate> rates = new ArrayList<>();
        for (PrimedBaseline b : test.baselines()) {
            Rule rule = active.rule(first);
            if (rule != null && b.group().keySet().containsAll(rule.series().by())) {
                List<String> by = rule.series().by();
                rates.add(new VirtualCluster.KnownRate(
                        rule,
                        new Group(by, by.stream().map(b.group()::get).toList()),
                        b.count(),
                        b.perMs(),
                        b.share()));
            }
        }
        VirtualCluster.Played played = cluster.play(
                new VirtualCluster.Play(rules, test.start(), test.start() + test.end(), messages, rates, List.of()));
        return played.alerts().stream().map(PlayedRules::shown).sorted().collect(Collectors.joining("\n"));
    }

    private List<VirtualMessage> analyzed(RuleTest test, Taxonomy taxonomy) {
        Analyzer analyzer = analyzers.computeIfAbsent(taxonomy, t -> Analyzer.of(t, ID_KEY));
        return TestMessages.of(test).stream()
                .map(m -> new VirtualMessage(m.comesAt(), analyzer.analyze(m.feedback())))
                .toList();
    }

    static RuleUpdate rules(String text, String notify) {
        return new RuleUpdate(
                1, Map.of("rules.yaml", text), Map.of(), CalendarFiles.NONE, Map.of("notify.yaml", notify), null);
    }

    /** The version names every change of the file: it would always differ. */
    private static String shown(Alert a) {
        try {
            ObjectNode json = (ObjectNode) Json.tree(AlertJson.write(a));
            json.remove("rule_version");
            return json.toString();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
