package io.tidewatch.notify.config;

import io.tidewatch.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the route tree and fills in what a node inherits. */
final class RouteReader {
    private static final List<String> FIELDS = List.of(
            "receiver",
            "matchers",
            "continue",
            "group_by",
            "group_wait",
            "group_interval",
            "repeat_interval",
            "mute_time_intervals",
            "active_time_intervals",
            "escalation",
            "routes");
    private static final int MAX_DEPTH = 20;
    private static final Route DEFAULTS = new Route(
            "route",
            List.of(),
            "",
            false,
            List.of("incident"),
            10_000,
            120_000,
            14_400_000,
            List.of(),
            List.of(),
            null,
            List.of());

    private final YamlMap root;
    private final Set<String> receivers;
    private final Set<String> intervals;
    private final Set<String> escalations;
    private final Set<String> used;

    RouteReader(YamlMap root, Set<String> receivers, Set<String> intervals, Set<String> escalations, Set<String> used) {
        this.root = root;
        this.receivers = receivers;
        this.intervals = intervals;
        this.escalations = escalations;
        this.used = used;
    }

    Route read() {
        YamlMap m = root.map("route");
        if (m == null) {
            root.error("missing field 'route'");
            return DEFAULTS;
        }
        if (m.has("matchers")) {
            m.error("matchers", "the first route takes everything, expected no matchers");
        }
        if (m.string("receiver", "").equals(Route.OWNER)) {
            m.error("receiver", "'owner' cannot be the default, expected a receiver for alerts without a known owner");
        }
        m.required("receiver");
        // there is no route after it
        m.notApplied("continue");
        return node(m, DEFAULTS, "route", 0);
    }

    private Route node(YamlMap m, Route parent, String path, int depth) {
        m.allow(FIELDS);
        String receiver = m.string("receiver", parent.receiver());
        used.add(receiver);
        Set<String> known = new LinkedHashSet<>(receivers);
        known.add(Route.OWNER);
        NotifyFile.reference(m, "receiver", receiver, known, "receiver");
        List<String> groupBy = m.has("group_by") ? m.strings("group_by") : parent.groupBy();
        if (m.has("group_by") && !groupBy.equals(List.of("incident"))) {
            m.error(
                    "group_by",
                    groupBy + ", expected [incident]: people are notified of incidents, not of single alerts");
        }
        String escalation = m.string("escalation");
        if (escalation != null) {
            NotifyFile.reference(m, "escalation", escalation, escalations, "escalation");
            m.notApplied("escalation");
        }
        long interval = positive(m, "group_interval", parent.groupIntervalMs());
        long repeat = positive(m, "repeat_interval", parent.repeatIntervalMs());
        List<Route> children = new ArrayList<>();
        Route self = new Route(
                path,
                NotifyFile.matchers(m, "matchers", depth > 0),
                receiver,
                m.bool("continue", false),
                groupBy,
                m.duration("group_wait", parent.groupWaitMs()),
                interval,
                repeat,
                names(m, "mute_time_intervals"),
                names(m, "active_time_intervals"),
                escalation == null ? parent.escalation() : escalation,
                children);
        if (depth == MAX_DEPTH) {
            m.error("routes", "deeper than " + MAX_DEPTH + " levels");
            return self;
        }
        List<YamlMap> maps = m.maps("routes");
        for (int i = 0; i < maps.size(); i++) {
            children.add(node(maps.get(i), self, path + ".routes[" + i + "]", depth + 1));
        }
        return self;
    }

    private static long positive(YamlMap m, String key, long inherited) {
        long v = m.duration(key, inherited);
        if (v < 1_000) {
            m.error(key, "'" + m.string(key) + "', expected at least 1s");
            return inherited;
        }
        return v;
    }

    private List<String> names(YamlMap m, String key) {
        List<String> out = m.strings(key);
        for (String n : out) {
            NotifyFile.reference(m, key, n, intervals, "time interval");
        }
        return out;
    }
}
