package io.tidewatch.local.config;

import io.tidewatch.time.Durations;
import io.tidewatch.yaml.InvalidFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The value of every option; all are valid. */
public final class Configuration {
    private final Map<Option, String> values;
    private final Map<String, String> environment;
    private final Map<String, Duration> sourceDelays;

    Configuration(Map<Option, String> values, Map<String, String> environment, Map<String, Duration> sourceDelays) {
        this.values = new EnumMap<>(Option.class);
        for (Option o : Option.values()) {
            this.values.put(o, values.getOrDefault(o, o.fallback()));
        }
        this.environment = Map.copyOf(environment);
        this.sourceDelays = Map.copyOf(sourceDelays);
    }

    /** Every option at its default; relative paths start at {@code base}. */
    public static Configuration defaults(Path base) {
        return new ConfigurationReader(base).read(null, Map.of(), Map.of());
    }

    /**
     * Reads tidewatch.yaml, then the environment, then the command line, each over the one before.
     *
     * @param base where relative default paths start: the checkout
     * @param file null when there is none
     * @param overrides key → value from the command line
     * @throws InvalidFileException with every problem found in any of them
     */
    public static Configuration read(
            Path base,
            @org.jspecify.annotations.Nullable Path file,
            Map<String, String> environment,
            Map<String, String> overrides) {
        return new ConfigurationReader(base).read(file, environment, overrides);
    }

    /** A copy with one value changed; the value must be valid. */
    public Configuration with(Option option, String value) {
        Map<Option, String> changed = new EnumMap<>(values);
        changed.put(option, value);
        return new Configuration(changed, environment, sourceDelays);
    }

    /** Source → {@code sources.<name>.delay}, where it is given. */
    public Map<String, Duration> sourceDelays() {
        return sourceDelays;
    }

    /** Empty when not set. */
    public String text(Option option) {
        return values.getOrDefault(option, "");
    }

    public boolean isSet(Option option) {
        return !text(option).isEmpty();
    }

    public int number(Option option) {
        return Integer.parseInt(text(option));
    }

    public Duration duration(Option option) {
        return Duration.ofMillis(Durations.parse(text(option)));
    }

    public ZoneId zone(Option option) {
        return ZoneId.of(text(option));
    }

    /** In bytes. */
    public long size(Option option) {
        String text = text(option);
        long n = Long.parseLong(text.substring(0, text.length() - 1));
        return n << (text.endsWith("g") ? 30 : 20);
    }

    /** Absolute. */
    public Path path(Option option) {
        return Path.of(text(option));
    }

    /**
     * @throws IOException when the reference leads nowhere; the message names option and reference
     */
    public Optional<String> secret(Option option) throws IOException {
        if (!isSet(option)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SecretReference.parse(text(option), Path.of("")).read(environment));
        } catch (IOException e) {
            throw new IOException(option.key() + ": " + e.getMessage(), e);
        }
    }
}
