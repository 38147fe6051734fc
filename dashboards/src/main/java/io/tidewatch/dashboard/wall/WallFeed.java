package io.tidewatch.dashboard.wall;

import io.tidewatch.dashboard.elasticsearch.ElasticsearchHttp;
import io.tidewatch.dashboard.elasticsearch.IndexTemplates;
import io.tidewatch.taxonomy.Taxonomy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads both stores, each in its own rhythm and thread, and sends what they hold to the pages. A store that is away is
 * said once in the log and every time to the pages; the last figures stay, marked with their age.
 */
final class WallFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WallFeed.class);
    private static final Duration LIVE_EVERY = Duration.ofSeconds(1);
    private static final Duration HISTORY_EVERY = Duration.ofSeconds(10);
    private static final Duration HEARTBEAT_EVERY = Duration.ofSeconds(15);
    private static final String SEARCH =
            "/" + IndexTemplates.alias("feedback") + "/_search?ignore_unavailable=true&allow_no_indices=true";

    private final LiveStore store;
    private final ElasticsearchHttp elasticsearch;
    private final WallClients clients;
    private volatile Taxonomy taxonomy;
    private final Clock clock;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3, r -> {
        Thread t = new Thread(r, "wall-feed");
        t.setDaemon(true);
        return t;
    });

    private LiveFigures figures = LiveFigures.NONE;
    private long figuresAsOf;
    private boolean liveAway;
    private volatile List<String> chartIssues = List.of();
    private volatile WallLight light = WallLight.WAITING;

    private @Nullable VolumeHistory history;
    private long historyAsOf;
    private boolean historyAway;

    WallFeed(WallSettings settings, WallClients clients, Clock clock) {
        this.store = new LiveStore(settings.redisUrl());
        this.elasticsearch = new ElasticsearchHttp(settings.elasticsearchUrl(), Duration.ofSeconds(8));
        this.clients = clients;
        this.taxonomy = settings.taxonomy();
        this.clock = clock;
    }

    /** Names the issues by another taxonomy from the next step on. */
    void nameIssues(Taxonomy next) {
        taxonomy = next;
    }

    void start() {
        every(LIVE_EVERY, this::live);
        every(HISTORY_EVERY, this::history);
        every(HEARTBEAT_EVERY, clients::heartbeat);
    }

    WallLight light() {
        return light;
    }

    private void every(Duration period, Runnable step) {
        threads.scheduleWithFixedDelay(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException e) {
                        LOG.error("wall step failed, trying again: problem={}", e.toString(), e);
                    }
                },
                0,
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void live() {
        try {
            LiveFigures read = store.read();
            if (liveAway) {
                LOG.info("live figures are back: store=redis");
            }
            if (read.unreadable() > figures.unreadable()) {
                LOG.warn("live values could not be read, they are not shown: count={}", read.unreadable());
            }
            figures = read;
            figuresAsOf = clock.millis();
            liveAway = false;
        } catch (RuntimeException e) {
            if (!liveAway) {
                LOG.warn("live figures are away, showing the last ones: store=redis problem={}", e.toString());
            }
            liveAway = true;
        }
        long now = clock.millis();
        WallView view = WallView.of(figures, figuresAsOf, liveAway, now, taxonomy);
        chartIssues = view.chartIssues();
        light = view.light();
        clients.send("live", new WallJson(taxonomy).live(view, now));
    }

    private void history() {
        long asked = clock.millis();
        List<String> issues = chartIssues.isEmpty() && history != null
                ? List.copyOf(history.issues().keySet())
                : chartIssues;
        try {
            history = VolumeHistory.read(elasticsearch.post(SEARCH, VolumeHistory.query(asked, issues)), asked, issues);
            if (historyAway) {
                LOG.info("history is back: store=elasticsearch");
            }
            historyAsOf = asked;
            historyAway = false;
        } catch (IOException e) {
            if (!historyAway) {
                LOG.warn("history is away, showing the last one: store=elasticsearch problem={}", e.toString());
            }
            historyAway = true;
        }
        clients.send("history", new WallJson(taxonomy).history(history, historyAsOf, historyAway, clock.millis()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
