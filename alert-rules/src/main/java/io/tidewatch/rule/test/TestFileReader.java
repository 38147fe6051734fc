package io.tidewatch.rule.test;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.rule.Dimensions;
import io.tidewatch.rule.file.DimensionFiles;
import io.tidewatch.time.Durations;
import io.tidewatch.time.WireTime;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads files of tests. Every problem is noted with its place; what is known but not supported is refused by its name. */
public final class TestFileReader {
    /** What alerts measure, as {@code exp_value} names it. */
    public static final List<String> VALUES = List.of(
            "posts",
            "originals",
            "authors",
            "reach",
            "expected",
            "ratio",
            "score",
            "probability",
            "negative_share",
            "doubling_minutes",
            "surprise",
            "share",
            "usual_share",
            "delta_points",
            "confidence");

    private static final List<String> STATUSES = List.of("firing", "amended", "resolved");
    private static final String DEFAULT_START = "2026-01-05T10:00:00+08:00";
    private static final long DEFAULT_STEP_MS = 30_000;
    private static final long MAX_MS = 366L * 86_400_000;
    private static final int MAX_MESSAGES = 500_000;

    private static final List<String> OWN_KEYS =
            List.of("at", "every", "times", "event_time", "text", "text_file", "repost_of");

    /** A field of an event → where it stands in a received message. */
    private static final Map<String, String> TEXTS = new LinkedHashMap<>();

    private static final Map<String, String> NUMBERS = new LinkedHashMap<>();

    /** Scalars stand for this field of the object; else the object's own fields. */
    private static final Map<String, String> OBJECTS =
            Map.of("author", "id", "customer", "id", "product", "name", "engagement", "", "media", "");

    static {
        for (String f : List.of(
                "id",
                "source",
                "channel",
                "op",
                "title",
                "lang",
                "url",
                "visibility",
                "touchpoint",
                "order_id",
                "thread_id",
                "parent_id",
                "link")) {
            TEXTS.put(f, f);
        }
        TEXTS.put("order", "order_id");
        TEXTS.put("thread", "thread_id");
        List.of("role", "verified").forEach(f -> TEXTS.put(f, "author." + f));
        List.of("tier", "region", "city", "age_band").forEach(f -> TEXTS.put(f, "customer." + f));
        List.of("brand", "version", "batch").forEach(f -> TEXTS.put(f, "product." + f));
        List.of("rating", "csat", "nps").forEach(f -> NUMBERS.put(f, f));
        NUMBERS.put("followers", "author.followers");
        List.of("reposts", "comments", "likes").forEach(f -> NUMBERS.put(f, "engagement." + f));
    }

    private static final Map<String, List<String>> MEMBERS = Map.of(
            "author", List.of("id", "role", "name", "followers", "verified"),
            "customer", List.of("id", "tier", "region", "city", "age_band"),
            "product", List.of("brand", "name", "version", "batch"),
            "engagement", List.of("reposts", "comments", "likes"),
            "media", List.of("images", "videos"));

    private static final Set<String> COUNTS = Set.of("followers", "reposts", "comments", "likes", "images", "videos");

    private final TextFiles files;
    private final Collection<String> declared;
    private final Problems problems;

    private TestFileReader(TextFiles files, Collection<String> declared, Problems problems) {
        this.files = files;
        this.declared = declared;
        this.problems = problems;
    }

    /** Finds the files that a test file names. */
    @FunctionalInterface
    public interface TextFiles {
        /** The text of a file; null when there is none that can be read. */
        @Nullable
        String read(String name);
    }

    /** With the packaged dimensions. */
    public static @Nullable TestFile read(String name, String text, TextFiles files, Problems problems) {
        return read(name, text, files, DimensionFiles.packaged().names(), problems);
    }

    /**
     * @param name in problems
     * @param files resolves {@code text_file}
     * @param declared names of dimensions
     * @param problems takes every problem
     * @return null when nothing can be read; only to be used when there are no problems
     */
    public static @Nullable TestFile read(
            String name, String text, TextFiles files, Collection<String> declared, Problems problems) {
        YamlMap root = YamlFile.parse(name, text, problems);
        return root == null ? null : new TestFileReader(files, declared, problems).file(name, root);
    }

    private TestFile file(String name, YamlMap root) {
        root.allow(List.of("rule_files", "notify_file", "evaluation_interval", "tests"))
                .refuseEmpty();
        List<String> rules = root.strings("rule_files");
        if (!root.has("rule_files")) {
            root.error("missing field 'rule_files'");
        } else if (rules.isEmpty()) {
            root.error("rule_files", "empty, expected rule files");
        }
        String notify = root.has("notify_file") ? root.required("notify_file") : null;
        long step = root.duration("evaluation_interval", DEFAULT_STEP_MS);
        if (step <= 0) {
            root.error("evaluation_interval", "expected more than 0s");
        }
        if (!root.has("tests")) {
            root.error("missing field 'tests'");
        }
        List<RuleTest> tests = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlMap map : root.maps("tests")) {
            RuleTest test = test(map, notify != null);
            if (!names.add(test.name())) {
                map.error("name", "a test '" + test.name() + "' is there twice");
            }
            tests.add(test);
        }
        if (root.has("tests") && tests.isEmpty()) {
            root.error("tests", "empty, expected tests");
        }
        return new TestFile(name, List.copyOf(rules), notify, Math.max(1_000, step), List.copyOf(tests));
    }

    private RuleTest test(YamlMap map, boolean hasNotify) {
        map.allow(List.of(
                        "name",
                        "start_timestamp",
                        "baseline",
                        "input_events",
                        "faults",
                        "alert_rule_test",
                        "notification_test"))
                .refuseEmpty();
        String name = map.required("name");
        OffsetDateTime start = start(map);
        long startMs = start.toInstant().toEpochMilli();
        int offset = start.getOffset().getTotalSeconds() / 60;
        List<InputEvent> events = new ArrayList<>();
        long messages = 0;
        for (YamlMap event : map.maps("input_events")) {
            InputEvent e = event(event, startMs, offset);
            messages += e.times();
            events.add(e);
        }
        if (messages > MAX_MESSAGES) {
            map.error("input_events", messages + " messages, expected at most " + MAX_MESSAGES);
        } else if (!problems.hasErrors()) {
            checkMessages(map, events, startMs, offset);
        }
        List<AlertExpectation> alerts = new ArrayList<>();
        map.maps("alert_rule_test").forEach(a -> alerts.add(alert(a)));
        List<NotificationExpectation> pushes = new ArrayList<>();
        map.maps("notification_test").forEach(p -> pushes.add(push(p)));
        if (!hasNotify && !pushes.isEmpty()) {
            map.keyError("notification_test", "needs a notify_file, expected one at the top of the file");
        }
        if (alerts.isEmpty() && pushes.isEmpty()) {
            map.error("the test expects nothing, expected alert_rule_test or notification_test");
        }
        List<PrimedBaseline> baselines = new ArrayList<>();
        map.maps("baseline").forEach(b -> baselines.add(baseline(b)));
        List<TaskKill> kills = new ArrayList<>();
        List<ReceiverOutage> outages = new ArrayList<>();
        for (YamlMap fault : map.maps("faults")) {
            if (fault.has("receiver") || fault.has("respond")) {
                outages.add(outage(fault, hasNotify));
            } else {
                kills.add(kill(fault));
            }
        }
        return new RuleTest(
                name,
                map.line(),
                startMs,
                offset,
                List.copyOf(baselines),
                List.copyOf(events),
                List.copyOf(kills),
                List.copyOf(outages),
                List.copyOf(alerts),
                List.copyOf(pushes));
    }

    /** All messages as they will be, so that nothing is found wrong only while the test runs. */
    private void checkMessages(YamlMap map, List<InputEvent> events, long start, int offset) {
        try {
            TestMessages.messages(events, start, offset);
        } catch (TestMessages.UnusableEventException e) {
            problems.error(map.file(), e.line(), 1, map.path() + ".input_events", String.valueOf(e.getMessage()));
        }
    }

    private static OffsetDateTime start(YamlMap map) {
        String text = map.string("start_timestamp", DEFAULT_START);
        try {
            return WireTime.parse(text);
        } catch (DateTimeException e) {
            map.error("start_timestamp", "'" + text + "', expected a time with offset such as '" + DEFAULT_START + "'");
            return WireTime.parse(DEFAULT_START);
        }
    }

    private InputEvent event(YamlMap map, long start, int offset) {
        Set<String> known = new TreeSet<>(OWN_KEYS);
        known.addAll(TEXTS.keySet());
        known.addAll(NUMBERS.keySet());
        known.addAll(OBJECTS.keySet());
        known.add("op_time");
        known.add("heard_at");
        known.add("dims");
        known.addAll(declared);
        map.allow(known).refuseEmpty();
        long at = since(map, "at", 0);
        long times = map.integer("times", 1);
        if (times < 1 || times > MAX_MESSAGES) {
            map.error("times", "'" + times + "', expected a number from 1 to " + MAX_MESSAGES);
            times = 1;
        }
        long every = since(map, "every", 0);
        if (every * (times - 1) > MAX_MS) {
            map.error(
                    "every",
                    "the last message would come after " + Durations.print(every * (times - 1)) + ", expected at most "
                            + Durations.print(MAX_MS));
            every = 0;
        }
        long eventTime = moment(map, "event_time", start, at);
        if (eventTime > at) {
            map.error("event_time", "after it comes (at " + Durations.print(at) + "), expected a time before");
            eventTime = at;
        }
        String repost = map.has("repost_of") ? map.required("repost_of") : null;
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        TEXTS.forEach((key, place) -> {
            String value = map.string(key);
            if (value != null) {
                at(fields, place).put(last(place), value);
            }
        });
        NUMBERS.forEach((key, place) -> {
            if (map.has(key)) {
                number(map, key, at(fields, place), last(place));
            }
        });
        OBJECTS.forEach((key, scalar) -> object(map, key, scalar, fields));
        dims(map, fields);
        if (map.has("op_time")) {
            fields.put("op_time", WireTime.print(start + moment(map, "op_time", start, at), offset));
        }
        if (map.has("heard_at")) {
            fields.put("heard_at", WireTime.print(start + moment(map, "heard_at", start, at), offset));
        }
        return new InputEvent(
                map.line(), at, every, (int) times, eventTime, texts(map, repost, fields), repost, fields);
    }

    private List<String> texts(YamlMap map, @Nullable String repost, ObjectNode fields) {
        if (map.has("text") && map.has("text_file")) {
            map.keyError("text_file", "there is a text already, expected one of both");
        }
        if (map.has("text")) {
            String text = map.string("text");
            return text == null ? List.of() : List.of(text);
        }
        if (!map.has("text_file")) {
            boolean needless = repost != null
                    || fields.has("rating")
                    || fields.has("csat")
                    || fields.has("nps")
                    || (fields.has("op") && !fields.path("op").asText().equals("create"));
            if (!needless) {
                map.error("missing field 'text' or 'text_file'");
            }
            return List.of();
        }
        String name = map.required("text_file");
        String content = name.isEmpty() ? null : files.read(name);
        if (content == null) {
            map.error("text_file", "cannot read '" + name + "', expected a file beside this one, or above its folder");
            return List.of();
        }
        List<String> lines = content.lines()
                .map(l -> l.startsWith("\uFEFF") ? l.substring(1) : l)
                .filter(l -> !l.isBlank())
                .toList();
        if (lines.isEmpty()) {
            map.error("text_file", "'" + name + "' is empty, expected a message per line");
        }
        return lines;
    }

    private static void object(YamlMap map, String key, String scalar, ObjectNode fields) {
        if (!map.has(key)) {
            return;
        }
        if (!scalar.isEmpty() && map.peek(key) != null) {
            fields.withObject("/" + key).put(scalar, map.string(key));
            return;
        }
        YamlMap inner = map.map(key);
        if (inner == null) {
            return;
        }
        List<String> members = MEMBERS.getOrDefault(key, List.of());
        inner.allow(members).refuseEmpty();
        ObjectNode to = fields.withObject("/" + key);
        for (String member : members) {
            if (inner.has(member) && COUNTS.contains(member)) {
                number(inner, member, to, member);
            } else if (inner.string(member) != null) {
                to.put(member, inner.string(member));
            }
        }
    }

    /** As the message has them, or each by its bare name. */
    private void dims(YamlMap map, ObjectNode fields) {
        YamlMap inner = map.map("dims");
        if (inner != null) {
            // what is not declared is dropped on the way, as from any message
            inner.stringMap()
                    .forEach((name, value) -> fields.withObject("/dims").put(name, value));
        }
        for (String name : declared) {
            String value = map.string(name);
            if (value != null) {
                fields.withObject("/dims").put(name, value);
            }
        }
    }

    private static void number(YamlMap map, String key, ObjectNode to, String member) {
        double value = map.decimal(key, 0);
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            to.put(member, (long) value);
        } else {
            to.put(member, value);
        }
    }

    private static ObjectNode at(ObjectNode fields, String place) {
        int dot = place.indexOf('.');
        return dot < 0 ? fields : fields.withObject("/" + place.substring(0, dot));
    }

    private static String last(String place) {
        return place.substring(place.indexOf('.') + 1);
    }

    /** A stretch since the start. */
    private static long since(YamlMap map, String key, long fallback) {
        long ms = map.duration(key, fallback);
        if (ms > MAX_MS) {
            map.error(key, "'" + Durations.print(ms) + "', expected at most " + Durations.print(MAX_MS));
            return fallback;
        }
        return ms;
    }

    /** Since the start, given as a stretch or as a time. */
    private static long moment(YamlMap map, String key, long start, long fallback) {
        String text = map.string(key);
        if (text == null) {
            return fallback;
        }
        if (text.indexOf('-') > 0) {
            try {
                return WireTime.parse(text).toInstant().toEpochMilli() - start;
            } catch (DateTimeException e) {
                map.error(key, "'" + text + "', expected a stretch since the start such as 49m, or a time with offset");
                return fallback;
            }
        }
        return since(map, key, fallback);
    }

    private PrimedBaseline baseline(YamlMap map) {
        map.allow(List.of("rule", "group", "expected", "share")).refuseEmpty();
        Map<String, String> group = new LinkedHashMap<>();
        YamlMap given = map.map("group");
        if (given != null) {
            List<String> names = new ArrayList<>(Dimensions.names());
            names.addAll(declared);
            group.putAll(given.allow(names).refuseEmpty().stringMap());
        }
        String text = map.required("expected");
        int slash = text.indexOf('/');
        double count = Double.NaN;
        long per = 0;
        try {
            count = Double.parseDouble(text.substring(0, Math.max(0, slash)).strip());
            per = Durations.parse(text.substring(slash + 1).strip());
        } catch (IllegalArgumentException e) {
            count = Double.NaN;
        }
        if (!text.isEmpty() && !(count >= 0 && count < 1e9 && per > 0)) {
            map.error("expected", "'" + text + "', expected a count in a stretch of time such as 12/10m");
        }
        double share = map.has("share") ? map.decimal("share", 0) : Double.NaN;
        if (share < 0 || share > 1) {
            map.error("share", "expected a share between 0 and 1");
        }
        return new PrimedBaseline(map.line(), map.required("rule"), group, count, Math.max(1, per), share);
    }

    private static TaskKill kill(YamlMap map) {
        map.allow(List.of("at", "kill", "for", "receiver", "respond")).refuseEmpty();
        String what = map.required("kill");
        if (!what.isEmpty() && !what.equals("task")) {
            map.error("kill", "'" + what + "', expected task");
        }
        if (map.has("for")) {
            map.keyError("for", "a killed task comes back at once, expected no 'for'");
        }
        return new TaskKill(map.line(), since(map, "at", 0));
    }

    private static ReceiverOutage outage(YamlMap map, boolean hasNotify) {
        map.allow(List.of("at", "for", "receiver", "respond")).refuseEmpty();
        if (!hasNotify) {
            map.keyError("receiver", "needs a notify_file, expected one at the top of the file");
        }
        long lasts = since(map, "for", 0);
        if (lasts <= 0) {
            map.error(map.has("for") ? "for" : "receiver", "expected for: how long the receiver answers so, above 0s");
        }
        YamlMap answer = map.map("respond");
        if (answer == null) {
            map.error("missing field 'respond', expected such as {http: 503} or {http: 200, errcode: 310000}");
            return new ReceiverOutage(map.line(), since(map, "at", 0), lasts, map.required("receiver"), 503, null);
        }
        answer.allow(List.of("http", "errcode")).refuseEmpty();
        long http = answer.integer("http", 200);
        if (http < 100 || http > 599) {
            answer.error("http", "'" + http + "', expected a status from 100 to 599");
        }
        long code = answer.integer("errcode", 0);
        if (code < Integer.MIN_VALUE || code > Integer.MAX_VALUE) {
            answer.error("errcode", "'" + code + "', expected a whole number of at most ten digits");
        }
        return new ReceiverOutage(
                map.line(),
                since(map, "at", 0),
                lasts,
                map.required("receiver"),
                (int) http,
                answer.has("errcode") ? Integer.valueOf((int) code) : null);
    }

    private static AlertExpectation alert(YamlMap map) {
        map.allow(List.of("eval_time", "alertname", "exp_alerts")).refuseEmpty();
        long at = evalTime(map);
        String rule = map.required("alertname");
        List<AlertExpectation.Expected> expected = new ArrayList<>();
        for (YamlMap e : map.maps("exp_alerts")) {
            e.allow(List.of("exp_labels", "exp_value")).refuseEmpty();
            YamlMap labels = e.map("exp_labels");
            Map<String, ExpectedNumber> values = new LinkedHashMap<>();
            YamlMap given = e.map("exp_value");
            if (given != null) {
                given.allow(VALUES).refuseEmpty();
                for (String key : given.keys()) {
                    String text = given.string(key);
                    try {
                        if (text != null && VALUES.contains(key)) {
                            values.put(key, ExpectedNumber.parse(text));
                        }
                    } catch (IllegalArgumentException x) {
                        given.error(key, String.valueOf(x.getMessage()));
                    }
                }
            }
            expected.add(new AlertExpectation.Expected(
                    e.line(), labels == null ? Map.of() : labels.refuseEmpty().stringMap(), values));
        }
        return new AlertExpectation(map.line(), at, rule, List.copyOf(expected));
    }

    private static NotificationExpectation push(YamlMap map) {
        map.allow(List.of("eval_time", "exp_notifications", "exp_inhibited")).refuseEmpty();
        long at = evalTime(map);
        List<NotificationExpectation.Expected> expected = new ArrayList<>();
        for (YamlMap e : map.maps("exp_notifications")) {
            e.allow(List.of("receiver", "status", "times")).refuseEmpty();
            String status = e.string("status", "firing");
            if (!STATUSES.contains(status)) {
                e.error("status", "'" + status + "', expected one of " + String.join(", ", STATUSES));
            }
            long times = e.integer("times", 1);
            if (times < 0 || times > MAX_MESSAGES) {
                e.error("times", "'" + times + "', expected a number from 0");
            }
            expected.add(new NotificationExpectation.Expected(e.line(), e.required("receiver"), status, (int) times));
        }
        List<String> inhibited = map.has("exp_inhibited") ? List.copyOf(map.strings("exp_inhibited")) : null;
        return new NotificationExpectation(map.line(), at, List.copyOf(expected), inhibited);
    }

    private static long evalTime(YamlMap map) {
        if (!map.has("eval_time")) {
            map.error("missing field 'eval_time'");
        }
        return since(map, "eval_time", 0);
    }
}
