package io.tidewatch.job.detect.follow;

import io.tidewatch.alert.AlertValue;
import io.tidewatch.alert.Evidence;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.episode.Signal;
import io.tidewatch.job.detect.rules.RuleOwner;
import io.tidewatch.rule.Measured;
import io.tidewatch.rule.RepeatSpec;
import io.tidewatch.rule.Rule;
import io.tidewatch.rule.SeverityLevel;
import io.tidewatch.series.RuleReading;
import io.tidewatch.series.SeriesMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;

/**
 * Counts how often the same customer, order or thread comes again within a window, or again after its ticket was closed.
 *
 * <p>Kept for a key: its messages in the window, at most {@value Contacts#MAX}, and when its ticket was closed. Both go
 * when the window has passed them.
 */
final class RepeatRule implements OrderedRule {

    private final ValueState<Contacts> contacts;

    RepeatRule(KeyedStateStore store) {
        contacts = store.getState(new ValueStateDescriptor<>("contacts", TypeInformation.of(Contacts.class)));
    }

    @Override
    public void take(Rule rule, RuleEvent event, Collector<Signal> out) throws Exception {
        long now = event.message().time();
        Contacts known = contacts.value();
        Contacts at = (known == null ? Contacts.NONE : known).after(now - rule.windowMs());
        RepeatSpec spec = (RepeatSpec) rule.spec();
        if (event.closes()) {
            contacts.update(at.closed(now));
            return;
        }
        if (!event.counts() || (spec.afterClose() && at.closedAt() == Contacts.NEVER)) {
            keep(at);
            return;
        }
        Contacts all = at.plus(new Contact(event.order(), event.grade(), event.message()));
        contacts.update(all);
        if (all.list().size() < Math.max(1, spec.times())) {
            return;
        }
        SeverityLevel level = rule.levelOf(measured(all));
        if (level != null) {
            out.collect(new Signal(
                    rule.name(), rule.structure(), event.group(), reading(rule, level, all, event.message())));
        }
    }

    private static Measured measured(Contacts all) {
        return metric -> switch (metric) {
            case ORDERS -> all.orders();
            case GRADE -> all.grade();
            default -> Double.NaN;
        };
    }

    @Override
    public long advance(Rule rule, RuleOwner key, long now, Collector<Signal> out) throws Exception {
        Contacts known = contacts.value();
        if (known == null) {
            return NEVER;
        }
        Contacts left = known.after(now - rule.windowMs());
        keep(left);
        if (left.isEmpty()) {
            return NEVER;
        }
        long first = left.list().isEmpty()
                ? left.closedAt()
                : left.list().get(0).message().time();
        long oldest = left.closedAt() == Contacts.NEVER ? first : Math.min(first, left.closedAt());
        return oldest + rule.windowMs();
    }

    private void keep(Contacts all) throws Exception {
        if (all.isEmpty()) {
            contacts.clear();
        } else {
            contacts.update(all);
        }
    }

    @Override
    public void clear() {
        contacts.clear();
    }

    private static RuleReading reading(Rule rule, SeverityLevel level, Contacts all, SeriesMessage newest) {
        Map<Long, Long> reach = new HashMap<>();
        Set<String> keywords = new LinkedHashSet<>();
        List<EvidenceSample> samples = new ArrayList<>();
        long originals = 0;
        long negative = 0;
        for (Contact c : all.list()) {
            SeriesMessage m = c.message();
            reach.merge(m.author(), m.followers(), Math::max);
            originals += m.original() ? 1 : 0;
            negative += m.negative() ? 1 : 0;
            keywords.addAll(m.keywords());
        }
        List<Contact> shown = all.list()
                .subList(
                        Math.max(0, all.list().size() - Math.max(1, rule.samples())),
                        all.list().size());
        for (Contact c : shown) {
            samples.add(sample(c.message()));
        }
        List<String> words = List.copyOf(keywords);
        return new RuleReading(
                rule.name(),
                newest.time(),
                level.severity(),
                newest.time(),
                false,
                AlertValue.builder()
                        .posts(all.list().size())
                        .originals(originals)
                        .authors(reach.size())
                        .reach(reach.values().stream().mapToLong(f -> f).sum())
                        .negativeShare((double) negative / all.list().size())
                        .build(),
                new Evidence(sample(all.list().get(0).message()), samples, Evidence.keywords(words), List.of()),
                false,
                newest.receivedAt(),
                newest.annotatedAt());
    }

    private static EvidenceSample sample(SeriesMessage m) {
        return m.sample();
    }
}
