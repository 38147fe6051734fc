package io.tidewatch.dashboard.wall;

import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;

/**
 * Where the wall listens and what it reads.
 *
 * @param bind address to listen on; the wall has no login, so anything but a loopback address shows it to the network
 * @param port 0 takes a free one
 * @param redisUrl {@code redis://[:password@]host:port}; need not be up yet
 * @param elasticsearchUrl {@code http://[user:password@]host:port}; need not be up yet
 * @param taxonomy names the issues
 */
public record WallSettings(String bind, int port, String redisUrl, String elasticsearchUrl, Taxonomy taxonomy) {
    public WallSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("wall.port: " + port + ", expected 0 to 65535");
        }
    }

    /** Names the issues by the packaged taxonomy. */
    public WallSettings(String bind, int port, String redisUrl, String elasticsearchUrl) {
        this(bind, port, redisUrl, elasticsearchUrl, TaxonomyFiles.packaged());
    }
}
