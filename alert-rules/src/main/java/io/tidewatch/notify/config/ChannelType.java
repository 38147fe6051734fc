package io.tidewatch.notify.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What may be written about a channel of one type.
 *
 * @param required fields that must be there
 * @param optional fields that may be there, besides those that every type has
 * @param secrets those of the fields that may only refer to a file or a variable
 */
public record ChannelType(String name, Set<String> required, Set<String> optional, Set<String> secrets) {
    private static final Set<String> COMMON = Set.of("type", "lang", "timeout");

    private static final Map<String, ChannelType> ALL = new TreeMap<>();

    static {
        add("console", Set.of(), Set.of(), Set.of());
        add("webhook", Set.of("url"), Set.of("secret", "allow_private"), Set.of("secret"));
        add("dingtalk", Set.of("url"), Set.of("secret", "mention", "allow_private"), Set.of("url", "secret"));
        add("feishu", Set.of("url"), Set.of("secret", "mention", "allow_private"), Set.of("url", "secret"));
        add("wecom", Set.of("url"), Set.of("mention", "allow_private"), Set.of("url"));
        add("slack", Set.of("url"), Set.of("mention", "allow_private"), Set.of("url"));
        add("pagerduty", Set.of("routing_key"), Set.of("url", "allow_private"), Set.of("routing_key"));
        add("alertmanager", Set.of("url"), Set.of("allow_private"), Set.of());
        add("email", Set.of("smtp", "from", "to"), Set.of("username", "password"), Set.of("password"));
    }

    private static void add(String name, Set<String> required, Set<String> optional, Set<String> secrets) {
        ALL.put(name, new ChannelType(name, required, optional, secrets));
    }

    public static Set<String> names() {
        return ALL.keySet();
    }

    /** The type of a name, or null when there is none. */
    public static @Nullable ChannelType of(String name) {
        return ALL.get(name);
    }

    /** Every field that a channel of this type may have. */
    public List<String> fields() {
        List<String> out = new ArrayList<>(COMMON);
        out.addAll(required);
        out.addAll(optional);
        return out;
    }
}
