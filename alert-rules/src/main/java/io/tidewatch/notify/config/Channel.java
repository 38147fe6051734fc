package io.tidewatch.notify.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way of reaching a receiver. Secrets are references ({@code env:NAME}, {@code file:PATH}), never the secrets
 * themselves.
 *
 * @param type a {@link ChannelType}
 * @param options the other fields as written; a list's values are joined by commas
 * @param timeoutMs for one send
 */
public record Channel(String type, Map<String, String> options, long timeoutMs) {
    public static final long DEFAULT_TIMEOUT_MS = 5_000;

    public @Nullable String option(String name) {
        return options.get(name);
    }

    /** True when the channel may reach addresses that are not public. */
    public boolean allowsPrivate() {
        return "true".equals(options.get("allow_private"));
    }

    /** True when people on call are to be mentioned by name. */
    public boolean mentionsPeople() {
        return "people".equals(options.get("mention"));
    }
}
