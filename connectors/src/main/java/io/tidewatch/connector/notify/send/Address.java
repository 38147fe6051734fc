package io.tidewatch.connector.notify.send;

import io.tidewatch.notify.config.Channel;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Reads a channel's address. */
public final class Address {
    private Address() {}

    /** @throws IllegalArgumentException naming the field, never the address */
    public static URI of(Channel channel, Secrets secrets) {
        String reference = String.valueOf(channel.option("url"));
        String url;
        try {
            url = secrets.resolve(reference);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("url: " + e.getMessage(), e);
        }
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // not chained: its message holds the address
        }
        throw new IllegalArgumentException("url: not an address that begins with https:// or http://");
    }
}
