package io.tidewatch.connector.notify.send;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls receivers over HTTP: no redirects, a timeout over the whole call, a bound on the answer, and only public
 * addresses unless the channel allows others. The name is resolved and checked right before connecting; the JVM keeps
 * that answer for its 30 s, so the connection goes to an address that was checked. An address is never in a problem, since
 * it may hold a token.
 */
public final class Outbound implements AutoCloseable {
    private static final int MAX_ANSWER = 64_000;
    private static final long MAX_WAIT_MS = 600_000;

    private final HttpClient client;
    private final ExecutorService executor;
    private final Clock clock;

    public Outbound(Clock clock) {
        this.clock = clock;
        AtomicInteger n = new AtomicInteger();
        this.executor = Executors.newCachedThreadPool(r -> {
            Thread t = new Thread(r, "tidewatch-outbound-" + n.incrementAndGet());
            t.setDaemon(true);
            return t;
        });
        this.client = HttpClient.newBuilder()
                .executor(executor)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** @param retryAfterMs as the receiver asked; 0 when it did not */
    public record Answer(int status, String body, long retryAfterMs) {}

    /** The address cannot be used as it is; the message holds no secret. */
    public static final class RefusedAddressException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String message) {
            super(message);
        }
    }

    /**
     * Posts JSON.
     *
     * @return completes exceptionally with {@link IOException}, {@link TimeoutException} or
     *     {@link RefusedAddressException}, perhaps wrapped in a {@link CompletionException}
     */
    public CompletableFuture<Answer> post(
            URI uri, Map<String, String> headers, byte[] body, long timeoutMs, boolean allowPrivate) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMillis(timeoutMs))
                .header("content-type", "application/json; charset=utf-8")
                .header("user-agent", "tidewatch")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        HttpRequest built = request.build();
        return CompletableFuture.runAsync(() -> checkAddress(uri, allowPrivate), executor)
                .thenCompose(ok -> client.sendAsync(built, HttpResponse.BodyHandlers.ofInputStream()))
                .thenApplyAsync(this::read, executor)
                .orTimeout(timeoutMs + 500, TimeUnit.MILLISECONDS);
    }

    private static void checkAddress(URI uri, boolean allowPrivate) {
        String host = uri.getHost();
        if (allowPrivate || PublicAddress.isLoopbackLiteral(host)) {
            return;
        }
        try {
            for (InetAddress a : InetAddress.getAllByName(host)) {
                if (!PublicAddress.isPublic(a)) {
                    throw new RefusedAddressException(
                            "the receiver's address is not public; write allow_private: true if that is meant");
                }
            }
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    private Answer read(HttpResponse<InputStream> r) {
        try (InputStream in = r.body()) {
            String body = new String(in.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
            return new Answer(
                    r.statusCode(),
                    body,
                    r.headers().firstValue("retry-after").map(this::millis).orElse(0L));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private long millis(String retryAfter) {
        String t = retryAfter.strip();
        try {
            long ms = t.chars().allMatch(Character::isDigit)
                    ? Math.multiplyExact(Long.parseLong(t), 1_000L)
                    : ZonedDateTime.parse(t, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant()
                                    .toEpochMilli()
                            - clock.millis();
            return Math.max(0, Math.min(MAX_WAIT_MS, ms));
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return 0;
        }
    }

    /** What a failed call means. */
    public static Delivery failure(Throwable thrown) {
        Throwable t = thrown;
        while (t instanceof CompletionException && t.getCause() != null) {
            t = t.getCause();
        }
        if (t instanceof RefusedAddressException) {
            return Delivery.retry(0, String.valueOf(t.getMessage()), Delivery.MENDING_MS);
        }
        if (t instanceof HttpConnectTimeoutException) {
            return Delivery.retry(0, "no connection to the receiver", 0);
        }
        if (t instanceof HttpTimeoutException || t instanceof TimeoutException) {
            return Delivery.unanswered("no answer in time");
        }
        if (t instanceof UnknownHostException) {
            return Delivery.retry(0, "the receiver's host name is not known", 0);
        }
        if (t instanceof ConnectException) {
            return Delivery.retry(0, "no connection to the receiver", 0);
        }
        String problem = "the call failed: " + t.getClass().getSimpleName();
        // the connection was there, so the request may have got through
        return t instanceof IOException ? Delivery.unanswered(problem) : Delivery.retry(0, problem, 0);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
