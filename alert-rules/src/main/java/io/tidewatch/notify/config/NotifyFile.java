package io.tidewatch.notify.config;

import io.tidewatch.time.TimeInterval;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads and lints a notify.yaml. Every problem is found in one pass. */
public final class NotifyFile {
    private static final String API_VERSION = "tidewatch/notify/v1";
    private static final String PACKAGED = "/tidewatch/notify.yaml";

    private static final List<String> FIELDS = List.of(
            "apiVersion",
            "public_url",
            "people",
            "owners",
            "time_intervals",
            "route",
            "inhibit_rules",
            "escalations",
            "reopen_after_ack",
            "receivers",
            "heartbeat");
    private static final Set<String> CONTACTS = Set.of("dingtalk", "wecom", "feishu", "slack", "email", "phone");
    /** Those by which a channel that this version sends by names people. */
    private static final Set<String> MENTIONED = Set.of("dingtalk");

    private static final long MINUTE = 60_000;

    private final YamlMap root;
    private final Map<String, OnCallPerson> people = new LinkedHashMap<>();
    private final Map<String, Owner> owners = new LinkedHashMap<>();
    private final Map<String, TimeInterval> intervals;
    private final Map<String, List<EscalationStep>> escalations = new LinkedHashMap<>();
    private final Map<String, Receiver> receivers;
    private final Set<String> usedReceivers = new LinkedHashSet<>();

    private NotifyFile(YamlMap root) {
        this.root = root;
        this.receivers = new ReceiverReader(root).read();
        this.intervals = TimeIntervalReader.read(root);
    }

    /**
     * @param file the name used in problems
     * @return null when there are errors
     */
    public static @Nullable NotifyConfig read(String file, String text, Problems problems) {
        Problems own = new Problems();
        YamlMap root = YamlFile.parse(file, text, own);
        NotifyConfig config = root == null ? null : new NotifyFile(root).config();
        own.list().forEach(p -> {
            if (p.warning()) {
                problems.warning(p.file(), p.line(), p.column(), p.path(), p.message());
            } else {
                problems.error(p.file(), p.line(), p.column(), p.path(), p.message());
            }
        });
        return own.hasErrors() ? null : config;
    }

    /**
     * As {@link #read(String, String, Problems)}.
     *
     * @throws io.tidewatch.yaml.InvalidFileException listing every problem
     */
    public static NotifyConfig readOrThrow(String file, String text) {
        Problems problems = new Problems();
        NotifyConfig config = read(file, text, problems);
        problems.throwIfErrors();
        if (config == null) {
            throw new IllegalStateException(file + " gave neither settings nor a problem");
        }
        return config;
    }

    /**
     * Only the time intervals of a notify.yaml, for rules that name them: what else is wrong with the file is not theirs.
     *
     * @param file the name used in problems
     * @return name → interval; those that could be read when there are errors
     */
    public static Map<String, TimeInterval> timeIntervals(String file, String text, Problems problems) {
        YamlMap root = YamlFile.parse(file, text, problems);
        return root == null ? Map.of() : TimeIntervalReader.read(root);
    }

    /** The text of the notify.yaml packaged with this version. */
    public static String packagedText() {
        try (InputStream in = NotifyFile.class.getResourceAsStream(PACKAGED)) {
            if (in == null) {
                throw new IllegalStateException("resource " + PACKAGED + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NotifyConfig config() {
        root.allow(FIELDS);
        String version = root.required("apiVersion");
        if (!version.isEmpty() && !version.equals(API_VERSION)) {
            root.error("apiVersion", "'" + version + "', expected " + API_VERSION);
        }
        readPeople();
        readEscalations();
        readOwners();
        Route route = new RouteReader(root, receivers.keySet(), intervals.keySet(), escalations.keySet(), usedReceivers)
                .read();
        checkOwners(route);
        checkEscalations();
        List<InhibitRule> inhibit = readInhibit();
        ReopenAfterAck reopen = readReopen();
        HeartbeatConfig heartbeat = readHeartbeat();
        checkUse();
        return new NotifyConfig(
                publicUrl(), people, owners, intervals, route, inhibit, escalations, reopen, receivers, heartbeat);
    }

    private @Nullable String publicUrl() {
        String url = root.string("public_url");
        if (url == null) {
            return null;
        }
        String fault = fault(url);
        if (fault != null) {
            root.error("public_url", fault);
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** What is wrong with an address, or null. */
    static @Nullable String fault(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                return "expected an address that begins with https:// or http://";
            }
            if (uri.getHost() == null) {
                return "an address without a host";
            }
            if (uri.getRawUserInfo() != null) {
                return "an address with a password in it, expected one without or a reference such as file:secrets/url";
            }
            return uri.getRawQuery() != null
                    ? "an address with a query may hold a secret, expected one without or a reference such as file:secrets/url"
                    : null;
        } catch (URISyntaxException e) {
            return "not an address";
        }
    }

    private void readPeople() {
        YamlMap all = root.map("people");
        for (String id : keys(all)) {
            YamlMap p = all == null ? null : all.map(id);
            if (p == null) {
                continue;
            }
            Set<String> known = new TreeSet<>(CONTACTS);
            known.addAll(List.of("name", "lang", "timezone"));
            p.allow(known).notApplied("timezone");
            Map<String, String> contacts = new LinkedHashMap<>();
            for (String c : p.keys()) {
                String v = CONTACTS.contains(c) ? p.string(c) : null;
                if (v != null) {
                    contacts.put(c, v);
                    if (!MENTIONED.contains(c)) {
                        p.notApplied(c);
                    }
                }
            }
            String lang = p.string("lang");
            if (lang != null && !lang.equals("zh") && !lang.equals("en")) {
                p.error("lang", "'" + lang + "', expected zh or en");
            }
            String zone = p.string("timezone");
            if (zone != null) {
                TimeIntervalReader.zone(p, "timezone", zone);
            }
            people.put(id, new OnCallPerson(id, p.string("name", id), contacts, lang, zone));
        }
    }

    private void readEscalations() {
        YamlMap all = root.map("escalations");
        for (String name : keys(all)) {
            List<EscalationStep> steps = new ArrayList<>();
            for (YamlMap s : all == null ? List.<YamlMap>of() : all.maps(name)) {
                s.allow(List.of("notify", "wait"));
                steps.add(new EscalationStep(s.required("notify"), s.duration("wait", 0)));
            }
            if (steps.isEmpty() && all != null) {
                all.error(name, "no steps, expected at least one");
            }
            escalations.put(name, steps);
        }
        root.notApplied("escalations");
    }

    private void readOwners() {
        YamlMap all = root.map("owners");
        for (String name : keys(all)) {
            YamlMap o = all == null ? null : all.map(name);
            if (o == null) {
                continue;
            }
            o.allow(List.of("receiver", "people", "fallback")).notApplied("fallback");
            String receiver = o.required("receiver");
            reference(o, "receiver", receiver, receivers.keySet(), "receiver");
            usedReceivers.add(receiver);
            List<String> on = o.strings("people");
            for (String id : on) {
                reference(o, "people", id, people.keySet(), "person");
            }
            owners.put(name, new Owner(name, receiver, on, o.string("fallback")));
        }
    }

    private void checkOwners(Route route) {
        YamlMap all = root.map("owners");
        for (Owner o : owners.values()) {
            YamlMap m = all == null ? null : all.map(o.name());
            if (m == null) {
                continue;
            }
            if (o.fallback() != null) {
                reference(m, "fallback", o.fallback(), owners.keySet(), "owner");
                if (o.fallback().equals(o.name())) {
                    m.error("fallback", "'" + o.name() + "' cannot stand in for itself");
                }
            }
            if (o.receiver().equals(route.receiver())) {
                m.error(
                        "receiver",
                        "'" + o.receiver() + "' is the default receiver, expected one of the owner's own: an alert that"
                                + " no one answers for must not look like one that somebody does");
            }
        }
        if (!owners.isEmpty() && !usesOwner(route)) {
            root.warning("route", "no route has 'receiver: owner', so no owner is ever notified");
        }
    }

    private static boolean usesOwner(Route r) {
        return r.receiver().equals(Route.OWNER) || r.routes().stream().anyMatch(NotifyFile::usesOwner);
    }

    private void checkEscalations() {
        YamlMap all = root.map("escalations");
        Set<String> known = new LinkedHashSet<>(List.of("owner", "fallback"));
        known.addAll(owners.keySet());
        known.addAll(receivers.keySet());
        known.addAll(people.keySet());
        escalations.forEach((name, steps) -> {
            List<YamlMap> maps = all == null ? List.of() : all.maps(name);
            for (int i = 0; i < maps.size(); i++) {
                YamlMap s = maps.get(i);
                String who = s.string("notify", "");
                usedReceivers.add(who);
                reference(s, "notify", who, known, "owner, receiver or person");
                if (i < maps.size() - 1 && !s.has("wait")) {
                    s.error("missing field 'wait': the time for an answer before the next step");
                }
            }
        });
    }

    private List<InhibitRule> readInhibit() {
        List<InhibitRule> out = new ArrayList<>();
        for (YamlMap m : root.maps("inhibit_rules")) {
            m.allow(List.of("name", "source_matchers", "target_matchers", "equal"));
            String name = m.required("name");
            if (out.stream().anyMatch(r -> r.name().equals(name))) {
                m.warning("name", "an inhibit rule '" + name + "' is there twice");
            }
            out.add(new InhibitRule(
                    name,
                    matchers(m, "source_matchers", true),
                    matchers(m, "target_matchers", true),
                    m.strings("equal")));
        }
        return out;
    }

    static List<Matcher> matchers(YamlMap m, String key, boolean needed) {
        List<Matcher> out = new ArrayList<>();
        List<String> texts = m.strings(key);
        if (needed && texts.isEmpty()) {
            m.error("no '" + key + "', expected at least one matcher");
        }
        for (String text : texts) {
            try {
                out.add(Matcher.parse(text));
            } catch (IllegalArgumentException e) {
                m.error(key, String.valueOf(e.getMessage()));
            }
        }
        return out;
    }

    private @Nullable ReopenAfterAck readReopen() {
        YamlMap m = root.map("reopen_after_ack");
        if (m == null) {
            return null;
        }
        m.allow(List.of("severity_up", "peak_growth", "new_region", "new_channel"));
        double growth = m.decimal("peak_growth", 0);
        if (growth < 0) {
            m.error(
                    "peak_growth",
                    "'" + m.string("peak_growth") + "', expected 0 or more, 0.5 means half as much again");
        }
        root.notApplied("reopen_after_ack");
        return new ReopenAfterAck(
                m.bool("severity_up", true), growth, m.duration("new_region", 0), m.duration("new_channel", 0));
    }

    private @Nullable HeartbeatConfig readHeartbeat() {
        YamlMap m = root.map("heartbeat");
        if (m == null) {
            return null;
        }
        m.allow(List.of("every", "url", "human_test"));
        long every = m.duration("every", 5 * MINUTE);
        if (every < 10_000) {
            m.error("every", "'" + m.string("every") + "', expected at least 10s");
        }
        String url = m.string("url");
        if (url != null && !ReceiverReader.isReference(url)) {
            String fault = fault(url);
            if (fault != null) {
                m.error("url", fault);
            }
        }
        YamlMap test = m.map("human_test");
        String each = null;
        List<String> testReceivers = List.of();
        if (test != null) {
            test.allow(List.of("each", "receivers"));
            each = test.required("each");
            if (!Set.of("shift", "day", "week", "").contains(each)) {
                test.error("each", "'" + each + "', expected shift, day or week");
            }
            testReceivers = test.strings("receivers");
            for (String r : testReceivers) {
                reference(test, "receivers", r, receivers.keySet(), "receiver");
            }
        }
        root.notApplied("heartbeat");
        return new HeartbeatConfig(every, url, each, testReceivers);
    }

    private void checkUse() {
        List<YamlMap> maps = root.maps("receivers");
        for (YamlMap m : maps) {
            String name = m.string("name", "");
            if (!name.isEmpty() && !usedReceivers.contains(name)) {
                m.warning("name", "receiver '" + name + "' is never notified: no route and no owner names it");
            }
        }
    }

    static void reference(YamlMap m, String key, String name, Set<String> known, String what) {
        if (!name.isEmpty() && !known.contains(name)) {
            m.error(key, "unknown " + what + " '" + name + "'" + Problems.suggestion(name, known));
        }
    }

    private static Set<String> keys(@Nullable YamlMap m) {
        return m == null ? Set.of() : m.keys();
    }
}
