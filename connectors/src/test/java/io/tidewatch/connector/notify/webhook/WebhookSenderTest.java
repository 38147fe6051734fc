package io.tidewatch.connector.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.notify.Pushes;
import io.tidewatch.connector.notify.Senders;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.connector.notify.send.Secrets;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1614265330), ZoneOffset.UTC);
    private static final NotifyConfig CONFIG = NotifyFile.readOrThrow("notify.yaml", NotifyFile.packagedText());

    private final HttpReceiver receiver = new HttpReceiver();
    private final Outbound http = new Outbound(CLOCK);
    private final SenderContext context = new SenderContext(
            CONFIG,
            new Secrets(Map.of("HOOK", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), Path.of(".")),
            http,
            CLOCK,
            System.out);

    @AfterEach
    void close() {
        receiver.close();
        http.close();
    }

    @Test
    void shouldPostOurJsonSigned() throws Exception {
        Delivery d = send(channel(receiver.url("/hook"), Map.of("secret", "env:HOOK")));

        assertThat(d).isEqualTo(Delivery.delivered(200));
        HttpReceiver.Request call = receiver.requests().get(0);
        assertThat(call.headers())
                .containsEntry("webhook-id", "d-1")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry(
                        "webhook-signature",
                        new StandardWebhooks("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                                .sign("d-1", 1614265330, call.body()))
                .containsEntry("content-type", "application/json; charset=utf-8");
        JsonNode json = Json.tree(call.body());
        assertThat(json.path("delivery").asText()).isEqualTo("d-1");
        assertThat(json.path("status").asText()).isEqualTo("firing");
        assertThat(json.path("reason").asText()).isEqualTo("first");
        assertThat(json.path("incident").path("id").asText()).isEqualTo("logistics.transit_delay@1794398460");
        assertThat(json.path("incident").path("severity").asText()).isEqualTo("critical");
        assertThat(json.path("message").path("title").asText()).startsWith("[严重·上升]");
        assertThat(json.path("message").path("body").asText()).contains("\n事件：");
    }

    @Test
    void shouldClassifyAnswers() throws Exception {
        Channel c = channel(receiver.url("/hook"), Map.of());

        receiver.answers(204, "");
        assertThat(send(c).outcome()).isEqualTo(Delivery.Outcome.DELIVERED);
        receiver.answers(410, "");
        assertThat(send(c).outcome()).isEqualTo(Delivery.Outcome.GONE);
        receiver.answers(503, "");
        assertThat(send(c).outcome()).isEqualTo(Delivery.Outcome.RETRY);
        receiver.answers(404, "");
        assertThat(send(c))
                .isEqualTo(Delivery.retry(404, "the receiver answered 404: check its address and secret", 60_000));
        receiver.answers(422, "");
        assertThat(send(c).outcome()).isEqualTo(Delivery.Outcome.REJECTED);
        answersAfter(429, "7");
        assertThat(send(c).retryAfterMs()).isEqualTo(7_000);
        answersAfter(503, "Thu, 25 Feb 2021 15:02:40 GMT");
        assertThat(send(c).retryAfterMs()).isEqualTo(30_000);
        answersAfter(503, "soon");
        assertThat(send(c).retryAfterMs()).isZero();
    }

    @Test
    void shouldNotFollowARedirect() throws Exception {
        receiver.answers(r -> new HttpReceiver.Answer(302, "", Map.of("Location", receiver.url("/elsewhere"))));

        Delivery d = send(channel(receiver.url("/hook"), Map.of()));

        assertThat(d.outcome()).isEqualTo(Delivery.Outcome.RETRY);
        assertThat(d.problem()).contains("redirects (302)");
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void shouldRefuseAnAddressThatIsNotPublicUnlessAllowed() throws Exception {
        int port = receiver.port();

        Delivery refused = send(channel("http://127.0.0.2:" + port + "/hook", Map.of()));
        Delivery allowed = send(channel("http://127.0.0.2:" + port + "/hook", Map.of("allow_private", "true")));

        assertThat(refused.problem()).contains("not public").contains("allow_private: true");
        assertThat(allowed.problem()).isNotEqualTo(refused.problem());
        assertThat(receiver.requests()).hasSize(allowed.outcome() == Delivery.Outcome.DELIVERED ? 1 : 0);
    }

    @Test
    void shouldExplainWithoutTheAddressWhenNobodyListens() throws Exception {
        receiver.close();

        Delivery d = send(channel(receiver.url("/token-in-path"), Map.of()));

        assertThat(d).isEqualTo(Delivery.retry(0, "no connection to the receiver", 0));
    }

    private void answersAfter(int status, String retryAfter) {
        receiver.answers(r -> new HttpReceiver.Answer(status, "", Map.of("Retry-After", retryAfter)));
    }

    private Delivery send(Channel c) throws Exception {
        return Senders.open(c, context).send(Pushes.push(Reason.FIRST)).get();
    }

    private static Channel channel(String url, Map<String, String> more) {
        Map<String, String> options = new HashMap<>(more);
        options.put("url", url);
        return new Channel("webhook", options, 2_000);
    }
}
