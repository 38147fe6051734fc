package io.tidewatch.connector.elasticsearch;

import java.io.Serializable;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Elasticsearch.
 *
 * @param url {@code http(s)://host:port}, several separated by commas
 * @param user with {@code password}, or null
 * @param apiKey base64 as Elasticsearch gives it, or null; wins over the user
 */
public record ElasticsearchSettings(
        String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String apiKey) implements Serializable {
    public ElasticsearchSettings {
        for (String u : url.split(",")) {
            String scheme = URI.create(u.trim()).getScheme();
            if (!"http".equals(scheme) && !"https".equals(scheme)) {
                throw new IllegalArgumentException("elasticsearch url: '" + u + "', expected http(s)://host:port");
            }
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("elasticsearch: user and password, expected both or neither");
        }
    }

    public static ElasticsearchSettings of(String url) {
        return new ElasticsearchSettings(url, null, null, null);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "ElasticsearchSettings[url=" + url + ", user=" + user + ", apiKey=" + (apiKey == null ? "no" : "yes")
                + "]";
    }
}
