package io.tidewatch.local.config;

import com.google.re2j.Pattern;
import io.tidewatch.time.Durations;
import io.tidewatch.time.LocalClock;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a value may look like. */
public enum OptionType {
    TEXT("text"),
    /** {@code host:port}, several separated by commas. */
    ADDRESSES("host:port") {
        private final Pattern pattern = Pattern.compile("[^\\s:,]+:[0-9]{1,5}(,[^\\s:,]+:[0-9]{1,5})*");

        @Override
        @Nullable
        String problem(String value) {
            return pattern.matches(value) ? null : "expected host:port, several separated by commas";
        }
    },
    HTTP_URL("URL") {
        @Override
        @Nullable
        String problem(String value) {
            return url(value, "http://host:port or https://host:port", "http", "https");
        }
    },
    REDIS_URL("URL") {
        @Override
        @Nullable
        String problem(String value) {
            return url(value, "redis://host:port", "redis", "rediss");
        }
    },
    /** 0 stands for a free one. */
    PORT("port") {
        @Override
        @Nullable
        String problem(String value) {
            return number(value, 0, 65_535);
        }
    },
    COUNT("number") {
        @Override
        @Nullable
        String problem(String value) {
            return number(value, 1, Integer.MAX_VALUE);
        }
    },
    /** So many a second; 0 stands for none. */
    RATE("number, 0 for none") {
        @Override
        @Nullable
        String problem(String value) {
            return number(value, 0, Integer.MAX_VALUE);
        }
    },
    DURATION("duration") {
        @Override
        @Nullable
        String problem(String value) {
            try {
                return Durations.parse(value) > 0 ? null : "expected more than 0s";
            } catch (IllegalArgumentException e) {
                return "expected a duration such as 30s, 10m, 1h30m or 2d";
            }
        }
    },
    /** By its name, with its daylight saving, or an offset. */
    ZONE("time zone") {
        @Override
        @Nullable
        String problem(String value) {
            try {
                LocalClock.zone(value);
                return null;
            } catch (IllegalArgumentException e) {
                return "expected a time zone such as Asia/Shanghai, Europe/Berlin or +08:00";
            }
        }
    },
    /** Mebibytes or gibibytes, as the JVM writes them. */
    SIZE("size") {
        private final Pattern pattern = Pattern.compile("[0-9]{1,6}[mg]");

        @Override
        @Nullable
        String problem(String value) {
            return pattern.matches(value) ? null : "expected a size such as 512m or 2g";
        }
    },
    /** A file or directory; a relative one in tidewatch.yaml starts at that file. */
    PATH("path"),
    /** {@code file:PATH} or {@code env:NAME}, never the secret itself. */
    SECRET("secret reference") {
        @Override
        @Nullable
        String problem(String value) {
            // the value itself is not repeated: it may be the secret
            return SecretReference.isReference(value)
                    ? null
                    : "expected file:PATH or env:NAME, never the secret itself";
        }
    };

    private final String words;

    OptionType(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** What was expected instead, or null when the value is fine. */
    @Nullable
    String problem(String value) {
        return null;
    }

    private static @Nullable String number(String value, long min, long max) {
        try {
            long n = Long.parseLong(value);
            if (n >= min && n <= max) {
                return null;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        return max == Integer.MAX_VALUE ? "expected a whole number from " + min : "expected a port, 0 for a free one";
    }

    private static @Nullable String url(String value, String example, String... schemes) {
        try {
            URI uri = URI.create(value);
            for (String scheme : schemes) {
                if (scheme.equals(uri.getScheme()) && uri.getHost() != null) {
                    return null;
                }
            }
        } catch (IllegalArgumentException e) {
            // reported below
        }
        return "expected " + example;
    }
}
