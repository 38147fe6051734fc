package io.tidewatch.connector.notify.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.notify.Pushes;
import io.tidewatch.connector.notify.Senders;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.connector.notify.send.Secrets;
import io.tidewatch.connector.notify.send.Sender;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.NotifyFile;
import io.tidewatch.testing.HttpReceiver;
import io.tidewatch.wire.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DingTalkSenderTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1794398460123L), ZoneOffset.UTC);
    private static final String SECRET = "SEC0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /** Computed with Python's hmac. */
    private static final String SIGN = "rwtCjTX25mqNgHKxr7OsjTZk5pEGEs5rdJOwv9A6bWw=";

    private static final NotifyConfig CONFIG = NotifyFile.readOrThrow("notify.yaml", """
            apiVersion: tidewatch/notify/v1
            people:
              li.wei: {name: 李伟, dingtalk: '13800000000'}
            owners:
              logistics-oncall: {receiver: logistics, people: [li.wei]}
            route: {receiver: rest, routes: [{matchers: ['owner!=""'], receiver: owner}]}
            receivers:
            - {name: logistics, channels: [{type: dingtalk, url: 'file:ding.url', secret: 'file:ding.key', mention: people}]}
            - {name: rest, channels: []}
            """);

    @TempDir
    private Path secrets;

    private final HttpReceiver receiver = new HttpReceiver();
    private final Outbound http = new Outbound(CLOCK);
    private SenderContext context;
    private Sender sender;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(secrets.resolve("ding.url"), receiver.url("/robot/send?access_token=abc") + "\n");
        Files.writeString(secrets.resolve("ding.key"), SECRET + "\n");
        context = new SenderContext(CONFIG, new Secrets(Map.of(), secrets), http, CLOCK, System.out);
        Channel channel = CONFIG.receivers().get("logistics").channels().get(0);
        sender = Senders.open(channel, context);
    }

    @AfterEach
    void close() {
        receiver.close();
        http.close();
    }

    @Test
    void shouldSignAsTheVectorAndLeaveTheAddressAsItIs() {
        URI robot = URI.create("https://oapi.dingtalk.com/robot/send?access_token=abc");

        assertThat(DingTalkSignature.of(SECRET, 1794398460123L)).isEqualTo(SIGN);
        assertThat(DingTalkSignature.sign(robot, SECRET, 1794398460123L).toString())
                .isEqualTo(robot + "&timestamp=1794398460123&sign=rwtCjTX25mqNgHKxr7OsjTZk5pEGEs5rdJOwv9A6bWw%3D");
    }

    @Test
    void shouldPostSignedMarkdownThatMentionsWhoIsOnCallAndNeverEveryone() throws Exception {
        receiver.answers(200, "{\"errcode\":0,\"errmsg\":\"ok\"}");
        assertThat(sender.send(Pushes.push(Reason.FIRST)).get()).isEqualTo(Delivery.delivered(0));
        sender.send(Pushes.push(Reason.REPEAT)).get();

        assertThat(receiver.requests().get(0).path())
                .isEqualTo("/robot/send?access_token=abc&timestamp=1794398460123&sign="
                        + "rwtCjTX25mqNgHKxr7OsjTZk5pEGEs5rdJOwv9A6bWw%3D");
        JsonNode json = Json.tree(receiver.requests().get(0).body());
        assertThat(json.path("msgtype").asText()).isEqualTo("markdown");
        assertThat(json.path("markdown").path("title").asText()).isEqualTo("[严重·上升] 运输延误 浙江");
        assertThat(json.path("markdown").path("text").asText())
                .startsWith("### 【严重·上升】 运输延误 浙江\n\n影响：")
                .endsWith("\n\n听潮 Tidewatch @13800000000");
        assertThat(json.path("at").path("atMobiles").get(0).asText()).isEqualTo("13800000000");
        assertThat(json.path("at").path("isAtAll").asBoolean(true)).isFalse();
        assertThat(Json.tree(receiver.requests().get(1).body()).path("at").path("atMobiles"))
                .isEmpty();
        assertThat(sender.perMinute()).isEqualTo(18);
    }

    @Test
    void shouldStayBelowTheVendorsSize() throws Exception {
        var push = Pushes.push(Reason.FIRST);
        var line = push.message().lines().get(0);
        var huge =
                new io.tidewatch.notify.message.PushMessage(push.message().title(), Collections.nCopies(1_000, line));
        String body = DingTalkSender.body(
                new io.tidewatch.notify.message.Push(
                        "d", "r", 0, Reason.FIRST, "", "zh", push.incident(), huge, push.createdAt()),
                List.of("13800000000"));

        String text = Json.tree(body).path("markdown").path("text").asText();
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(18_000);
        assertThat(text).endsWith("…\n\n听潮 Tidewatch @13800000000");
    }

    @Test
    void shouldTakeOnlyErrcodeZeroForADeliveryAndExplainTheRest() throws Exception {
        assertThat(answered(200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}")
                        .problem())
                .contains("signature does not match");
        assertThat(answered(200, "{\"errcode\":310000,\"errmsg\":\"keywords not in content\"}")
                        .problem())
                .contains("keyword 听潮");
        assertThat(answered(200, "{\"errcode\":310000,\"errmsg\":\"x\"}"))
                .matches(
                        d -> d.outcome() == Delivery.Outcome.RETRY && d.code() == 310000 && d.retryAfterMs() == 60_000);
        assertThat(answered(200, "{\"errcode\":130101,\"errmsg\":\"send too fast\"}")
                        .retryAfterMs())
                .isEqualTo(600_000);
        assertThat(answered(200, "{\"errcode\":430104,\"errmsg\":\"x\"}").outcome())
                .isEqualTo(Delivery.Outcome.REJECTED);
        assertThat(answered(200, "{\"errcode\":300001,\"errmsg\":\"token is not exist\"}")
                        .problem())
                .contains("access_token is wrong");
        assertThat(answered(200, "<html>login</html>").problem()).contains("not JSON");
        assertThat(answered(200, "{}").problem()).contains("no errcode");
        assertThat(answered(502, "").outcome()).isEqualTo(Delivery.Outcome.RETRY);
    }

    @Test
    void shouldNameTheMissingFileAndTheTypeWithoutASender() throws Exception {
        Files.delete(secrets.resolve("ding.key"));
        assertThat(Senders.problems(context))
                .singleElement()
                .asString()
                .startsWith("receiver 'logistics', channels[0].file ")
                .endsWith("ding.key cannot be read");
    }

    private Delivery answered(int status, String body) throws Exception {
        receiver.answers(status, body);
        return sender.send(Pushes.push(Reason.FIRST)).get();
    }
}
