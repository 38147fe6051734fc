package io.tidewatch.dashboard.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Settings of a container from {@code TIDEWATCH_*} variables. Secrets are references, {@code file:PATH} or
 * {@code env:NAME}, and never appear in a message.
 */
public record Environment(Map<String, String> variables) {
    /** @throws IllegalArgumentException naming the variable when it is missing */
    public String required(String name) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing: set it to what the service is to use");
        }
        return value;
    }

    public String orElse(String name, String fallback) {
        return variables.getOrDefault(name, fallback);
    }

    /** @throws IllegalArgumentException when the variable holds the secret itself, or the reference leads nowhere */
    public String secret(String name) {
        String reference = required(name);
        if (reference.startsWith("env:")) {
            return required(reference.substring(4));
        }
        if (!reference.startsWith("file:")) {
            throw new IllegalArgumentException(name + ": expected file:PATH or env:NAME, not the secret itself");
        }
        try {
            return Files.readString(Path.of(reference.substring(5))).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": cannot read " + reference, e);
        }
    }

    /**
     * The URL in a variable, with user and password of {@code TIDEWATCH_ELASTICSEARCH_USER} and
     * {@code _PASSWORD} when they are set.
     */
    public String url(String name) {
        URI uri = URI.create(required(name));
        String user = variables.get("TIDEWATCH_ELASTICSEARCH_USER");
        if (user == null) {
            return uri.toString();
        }
        String password = URLEncoder.encode(secret("TIDEWATCH_ELASTICSEARCH_PASSWORD"), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return uri.getScheme() + "://" + user + ":" + password + "@" + uri.getRawAuthority();
    }
}
