package io.tidewatch.dashboard.wall;

import io.javalin.Javalin;
import io.javalin.http.staticfiles.Location;
import io.tidewatch.taxonomy.Taxonomy;
import io.tidewatch.wire.Json;
import java.time.Clock;

/**
 * The wall: one page for a screen that nobody touches, and the stream that feeds it.
 *
 * <p>It starts whether or not Redis and Elasticsearch are up, shows that they are away, and goes on by itself when they
 * come back. Reads only.
 */
public final class WallServer implements AutoCloseable {
    /** Nothing may come from or go to another host, and no markup in a message can become code. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static final String PAGE = "/io/tidewatch/dashboard/wall/page";

    private final Javalin http;
    private final WallFeed feed;
    private final WallClients clients;
    private final String url;

    private WallServer(Javalin http, WallFeed feed, WallClients clients, String url) {
        this.http = http;
        this.feed = feed;
        this.clients = clients;
        this.url = url;
    }

    /**
     * Starts to listen and to read.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static WallServer start(WallSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    /** @param clock to know how old the data is */
    public static WallServer start(WallSettings settings, Clock clock) {
        WallClients clients = new WallClients(clock.millis());
        WallFeed feed = new WallFeed(settings, clients, clock);
        Javalin http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jetty.host = settings.bind();
            config.jetty.port = settings.port();
            config.staticFiles.add(files -> {
                files.hostedPath = "/";
                files.directory = PAGE;
                files.location = Location.CLASSPATH;
                files.headers = java.util.Map.of("Cache-Control", "no-cache");
            });
            config.routes.before(ctx -> {
                ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
                ctx.header("X-Content-Type-Options", "nosniff");
                ctx.header("Referrer-Policy", "no-referrer");
            });
            config.routes.get(
                    "/health",
                    ctx -> ctx.json(java.util.Map.of("light", feed.light().wire(), "pages", clients.size())));
            // a module, so that the page knows before it writes its first time
            config.routes.get(
                    "/installation.js",
                    ctx -> ctx.contentType("text/javascript")
                            .header("Cache-Control", "no-cache")
                            .result("export const timezone = "
                                    + Json.MAPPER.writeValueAsString(
                                            settings.zone().getId()) + ";\n"));
            config.routes.sse("/events", clients::add);
        });
        try {
            http.start();
        } catch (RuntimeException e) {
            feed.close();
            clients.close();
            throw new IllegalStateException(
                    "the wall cannot listen on " + settings.bind() + ":" + settings.port()
                            + "; another program may have the port: choose one with wall.port",
                    e);
        }
        feed.start();
        String host = settings.bind().equals("0.0.0.0") ? "127.0.0.1" : settings.bind();
        return new WallServer(http, feed, clients, "http://" + host + ":" + http.port());
    }

    /** Address of the page, for example {@code http://127.0.0.1:8080}. */
    public String url() {
        return url;
    }

    /** Names the issues by another taxonomy, at the latest after the next refresh. */
    public void nameIssues(Taxonomy taxonomy) {
        feed.nameIssues(taxonomy);
    }

    @Override
    public void close() {
        feed.close();
        clients.close();
        http.stop();
    }
}
