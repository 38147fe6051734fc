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
 * @param sent false for a type that is read and checked, and that this version cannot send by
 */
public record ChannelType(String name, Set<String> required, Set<String> optional, Set<String> secrets, boolean sent) {
    private static final Set<String> COMMON = Set.of("type", "lang", "timeout");

    private static final Map<String, ChannelType> ALL = new TreeMap<>();

    static {
        sent("console", Set.of(), Set.of(), Set.of());
        sent("webhook", Set.of("url"), Set.of("secret", "allow_private"), Set.of("secret"));
        sent("dingtalk", Set.of("url"), Set.of("secret", "mention", "allow_private"), Set.of("url", "secret"));
        known("feishu", Set.of("url"), Set.of("secret", "mention", "allow_private"), Set.of("url", "secret"));
        known("wecom", Set.of("url"), Set.of("mention", "allow_private"), Set.of("url"));
        known("slack", Set.of("url"), Set.of("mention", "allow_private"), Set.of("url"));
        known("pagerduty", Set.of("routing_key"), Set.of("url", "allow_private"), Set.of("routing_key"));
        known("alertmanager", Set.of("url"), Set.of("allow_private"), Set.of());
        known("email", Set.of("smtp", "from", "to"), Set.of("username", "password"), Set.of("password"));
    }

    private static void sent(String name, Set<String> required, Set<String> optional, Set<String> secrets) {
        ALL.put(name, new ChannelType(name, required, optional, secrets, true));
    }

    private static void known(String name, Set<String> required, Set<String> optional, Set<String> secrets) {
        ALL.put(name, new ChannelType(name, required, optional, secrets, false));
    }

    public static Set<String> names() {
        return ALL.keySet();
    }

    /** The type of a name, or null when there is none. */
    public static @Nullable ChannelType of(String name) {
        return ALL.get(name);
    }

    /** False for a type that calls nobody, so that nothing can take too long. */
    public boolean calls() {
        return !name.equals("console");
    }

    /** Every field that a channel of this type may have. */
    public List<String> fields() {
        List<String> out = new ArrayList<>(COMMON);
        out.addAll(required);
        out.addAll(optional);
        return out;
    }
}
