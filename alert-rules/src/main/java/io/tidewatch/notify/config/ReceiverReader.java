package io.tidewatch.notify.config;

import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads receivers and their channels. Values that may hold a secret are never repeated in a problem. */
final class ReceiverReader {
    private static final Set<String> DIGEST = Set.of("top_issues", "week_change", "open_incidents");
    private static final long MAX_TIMEOUT_MS = 60_000;

    private final YamlMap root;

    ReceiverReader(YamlMap root) {
        this.root = root;
    }

    Map<String, Receiver> read() {
        Map<String, Receiver> out = new LinkedHashMap<>();
        List<YamlMap> all = root.maps("receivers");
        if (all.isEmpty()) {
            root.error("receivers", "no receivers, expected at least one");
        }
        for (YamlMap m : all) {
            m.allow(List.of("name", "channels", "fallback_after", "fallback", "digest"));
            String name = m.required("name");
            if (name.equals(Route.OWNER)) {
                m.error("name", "'owner' stands for the owner's receiver, expected another name");
            }
            List<Channel> fallback = channels(m, "fallback");
            m.notApplied("fallback").notApplied("fallback_after");
            if (fallback.isEmpty() && m.has("fallback_after")) {
                m.error("fallback_after", "without 'fallback', expected channels to fall back to");
            }
            Receiver r = new Receiver(
                    name,
                    channels(m, "channels"),
                    fallback.isEmpty() ? 0 : m.duration("fallback_after", 60_000),
                    fallback,
                    digest(m.notApplied("digest").map("digest")));
            if (out.put(name, r) != null && !name.isEmpty()) {
                m.error("name", "receiver '" + name + "' is there twice");
            }
        }
        return out;
    }

    private static Receiver.@Nullable Digest digest(@Nullable YamlMap m) {
        if (m == null) {
            return null;
        }
        m.allow(List.of("at", "content"));
        List<String> content = m.strings("content");
        for (String c : content) {
            NotifyFile.reference(m, "content", c, DIGEST, "content");
        }
        return new Receiver.Digest(TimeIntervalReader.minuteOfDay(m, "at"), content);
    }

    private static List<Channel> channels(YamlMap receiver, String key) {
        List<Channel> out = new ArrayList<>();
        for (YamlMap m : receiver.maps(key)) {
            String name = m.required("type");
            ChannelType type = ChannelType.of(name);
            if (type == null) {
                if (!name.isEmpty()) {
                    m.error("type", "unknown channel type '" + name + "'" + oneOf(name));
                }
                continue;
            }
            m.allow(type.fields());
            if (!type.sent()) {
                m.notApplied();
            } else if (!type.calls()) {
                m.notApplied("timeout");
            }
            Map<String, String> options = new LinkedHashMap<>();
            for (String field : type.fields()) {
                if (m.has(field) && !field.equals("type") && !field.equals("timeout")) {
                    options.put(field, String.join(",", m.strings(field)));
                } else if (type.required().contains(field)) {
                    m.error("missing field '" + field + "' of a " + name + " channel");
                }
            }
            check(m, type, options);
            long timeout = m.duration("timeout", Channel.DEFAULT_TIMEOUT_MS);
            if (timeout < 1_000 || timeout > MAX_TIMEOUT_MS) {
                m.error("timeout", "'" + m.string("timeout") + "', expected 1s to 60s");
            }
            out.add(new Channel(name, options, timeout));
        }
        return out;
    }

    private static String oneOf(String name) {
        String near = Problems.suggestion(name, ChannelType.names());
        return near.isEmpty() ? ", expected one of " + String.join(", ", ChannelType.names()) : near;
    }

    private static void check(YamlMap m, ChannelType type, Map<String, String> options) {
        options.forEach((field, value) -> {
            if (isReference(value)) {
                return;
            }
            if (type.secrets().contains(field)) {
                m.error(
                        field,
                        "a secret in the file, expected a reference such as file:secrets/" + type.name() + "." + field
                                + " or env:" + (type.name() + "_" + field).toUpperCase(java.util.Locale.ROOT));
            } else if (field.equals("url")) {
                String fault = NotifyFile.fault(value);
                if (fault != null) {
                    m.error(field, fault);
                }
            } else if (field.equals("smtp") && value.contains("@")) {
                m.error(
                        field,
                        "an address with a password in it, expected smtps://host:port with username and password");
            }
        });
        expect(m, options, "mention", "people", "none");
        expect(m, options, "lang", "zh", "en");
        m.bool("allow_private", false);
        if (type.name().equals("webhook") && !options.containsKey("secret")) {
            m.warning("webhook without 'secret': its pushes are not signed, so anyone can forge them");
        }
    }

    private static void expect(YamlMap m, Map<String, String> options, String field, String one, String other) {
        String v = options.get(field);
        if (v != null && !v.equals(one) && !v.equals(other)) {
            m.error(field, "'" + v + "', expected " + one + " or " + other);
        }
    }

    /** True for {@code env:NAME} and {@code file:PATH}. */
    static boolean isReference(String value) {
        return (value.startsWith("env:") && value.length() > 4) || (value.startsWith("file:") && value.length() > 5);
    }
}
