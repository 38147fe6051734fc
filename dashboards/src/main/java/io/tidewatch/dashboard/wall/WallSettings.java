package io.tidewatch.dashboard.wall;

import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.taxonomy.TaxonomyFiles;
import io.tidewatch.time.LocalClock;
import java.time.ZoneId;

/**
 * Where the wall listens and what it reads.
 *
 * @param bind address to listen on; the wall has no login, so anything but a loopback address shows it to the network
 * @param port 0 takes a free one
 * @param redisUrl {@code redis://[:password@]host:port}; need not be up yet
 * @param elasticsearchUrl {@code http://[user:password@]host:port}; need not be up yet
 * @param taxonomy names the issues
 * @param zone whose clock times the page shows where its address names no other
 */
public record WallSettings(
        String bind, int port, String redisUrl, String elasticsearchUrl, Taxonomy taxonomy, ZoneId zone) {
    public WallSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("wall.port: " + port + ", expected 0 to 65535");
        }
    }

    /** In the zone where nobody says. */
    public WallSettings(String bind, int port, String redisUrl, String elasticsearchUrl, Taxonomy taxonomy) {
        this(bind, port, redisUrl, elasticsearchUrl, taxonomy, LocalClock.DEFAULT_ZONE);
    }

    /** Names the issues by the packaged taxonomy. */
    public WallSettings(String bind, int port, String redisUrl, String elasticsearchUrl, ZoneId zone) {
        this(bind, port, redisUrl, elasticsearchUrl, TaxonomyFiles.packaged(), zone);
    }
}
