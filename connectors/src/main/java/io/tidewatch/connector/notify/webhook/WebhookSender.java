package io.tidewatch.connector.notify.webhook;

import io.tidewatch.connector.notify.send.Address;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.connector.notify.send.Sender;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.message.Push;
import io.tidewatch.time.WireTime;
import io.tidewatch.wire.IncidentJson;
import io.tidewatch.wire.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Posts a push as our own JSON, signed when there is a secret. The delivery id is the {@code webhook-id} of every try. */
public final class WebhookSender implements Sender {
    private final URI uri;
    private final @Nullable StandardWebhooks signer;
    private final Channel channel;
    private final Outbound http;
    private final Clock clock;

    private WebhookSender(URI uri, @Nullable StandardWebhooks signer, Channel channel, SenderContext context) {
        this.uri = uri;
        this.signer = signer;
        this.channel = channel;
        this.http = context.http();
        this.clock = context.clock();
    }

    /** @throws IllegalArgumentException naming the field when the settings cannot work */
    public static WebhookSender open(Channel channel, SenderContext context) {
        String secret = channel.option("secret");
        return new WebhookSender(
                Address.of(channel, context.secrets()),
                secret == null ? null : new StandardWebhooks(context.secrets().resolve(secret)),
                channel,
                context);
    }

    @Override
    public CompletableFuture<Delivery> send(Push push) {
        byte[] body = body(push).getBytes(StandardCharsets.UTF_8);
        long seconds = clock.millis() / 1_000;
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", push.delivery());
        headers.put("webhook-timestamp", Long.toString(seconds));
        if (signer != null) {
            headers.put("webhook-signature", signer.sign(push.delivery(), seconds, body));
        }
        return http.post(uri, headers, body, channel.timeoutMs(), channel.allowsPrivate())
                .handle((answer, thrown) -> thrown != null ? Outbound.failure(thrown) : classify(answer));
    }

    static String body(Push p) {
        return Json.write(g -> {
            g.writeStringField("delivery", p.delivery());
            g.writeStringField("status", p.reason().status().wire());
            g.writeStringField("reason", p.reason().name().toLowerCase(Locale.ROOT));
            g.writeStringField("receiver", p.receiver());
            g.writeStringField("at", WireTime.print(p.createdAt()));
            g.writeObjectFieldStart("incident");
            IncidentJson.fields(g, p.incident());
            g.writeEndObject();
            g.writeObjectFieldStart("message");
            g.writeStringField("lang", p.lang());
            g.writeStringField("title", p.message().titleIn(p.lang()));
            g.writeStringField("body", String.join("\n", p.message().linesIn(p.lang())));
            g.writeEndObject();
        });
    }

    /** What an answer means. */
    public static Delivery classify(Outbound.Answer a) {
        int s = a.status();
        if (s >= 200 && s < 300) {
            return Delivery.delivered(s);
        }
        if (s == 410) {
            return Delivery.gone(s, "the receiver answered 410: it wants nothing more");
        }
        if (s == 429) {
            return Delivery.retry(s, "the receiver answered 429: too many calls", Math.max(1_000, a.retryAfterMs()));
        }
        if (s >= 500 || s == 408 || s == 425) {
            return Delivery.retry(s, "the receiver answered " + s, a.retryAfterMs());
        }
        if (s >= 300 && s < 400) {
            return Delivery.retry(s, "the receiver redirects (" + s + "), which is not followed", Delivery.MENDING_MS);
        }
        if (s == 401 || s == 403 || s == 404 || s == 405 || s == 407) {
            return Delivery.retry(
                    s, "the receiver answered " + s + ": check its address and secret", Delivery.MENDING_MS);
        }
        return Delivery.rejected(s, "the receiver answered " + s + " and will not take this push");
    }
}
