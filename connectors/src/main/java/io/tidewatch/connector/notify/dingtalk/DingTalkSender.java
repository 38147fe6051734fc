package io.tidewatch.connector.notify.dingtalk;

import io.tidewatch.connector.notify.send.Address;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.connector.notify.send.Sender;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.notify.Reason;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.NotifyConfig;
import io.tidewatch.notify.config.OnCallPerson;
import io.tidewatch.notify.message.Push;
import io.tidewatch.notify.message.SafeText;
import io.tidewatch.wire.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Says a push in a DingTalk group by a robot, as markdown. Never mentions everyone. */
public final class DingTalkSender implements Sender {
    /** A robot takes 20 a minute and is then blocked for ten; two are left for people's own tests. */
    private static final int PER_MINUTE = 18;

    private static final int MAX_BYTES = 18_000;
    private static final String SIGNATURE = "听潮 Tidewatch";

    private final URI robot;
    private final @Nullable String secret;
    private final Channel channel;
    private final NotifyConfig config;
    private final Outbound http;
    private final Clock clock;

    private DingTalkSender(URI robot, @Nullable String secret, Channel channel, SenderContext context) {
        this.robot = robot;
        this.secret = secret;
        this.channel = channel;
        this.config = context.config();
        this.http = context.http();
        this.clock = context.clock();
    }

    /** @throws IllegalArgumentException naming the field when the settings cannot work */
    public static DingTalkSender open(Channel channel, SenderContext context) {
        String secret = channel.option("secret");
        return new DingTalkSender(
                Address.of(channel, context.secrets()),
                secret == null ? null : context.secrets().resolve(secret),
                channel,
                context);
    }

    /** What an answer means. */
    public static Delivery classify(Outbound.Answer answer) {
        return DingTalkAnswer.classify(answer);
    }

    @Override
    public int perMinute() {
        return PER_MINUTE;
    }

    @Override
    public int roomForPeople() {
        return MAX_BYTES;
    }

    @Override
    public CompletableFuture<Delivery> send(Push push) {
        URI uri = secret == null ? robot : DingTalkSignature.sign(robot, secret, clock.millis());
        byte[] body = body(push, mobiles(push)).getBytes(StandardCharsets.UTF_8);
        return http.post(uri, Map.of(), body, channel.timeoutMs(), channel.allowsPrivate())
                .handle((answer, thrown) ->
                        thrown != null ? Outbound.failure(thrown) : DingTalkAnswer.classify(answer));
    }

    /** Phones ring for what is new or worse, not for every amendment. */
    private List<String> mobiles(Push p) {
        List<String> out = new ArrayList<>();
        boolean rings = p.reason() == Reason.FIRST || p.reason() == Reason.SEVERITY_UP || p.reason() == Reason.REOPENED;
        if (channel.mentionsPeople() && rings) {
            for (OnCallPerson person : config.peopleOf(p.owner())) {
                String mobile = person.contacts().get("dingtalk");
                if (mobile != null) {
                    out.add(mobile);
                }
            }
        }
        return out;
    }

    static String body(Push p, List<String> mobiles) {
        String title = p.message().titleIn(p.lang());
        StringBuilder text = new StringBuilder("### ").append(plainBrackets(title));
        for (String line : p.message().linesIn(p.lang())) {
            text.append("\n\n").append(plainBrackets(line));
        }
        StringBuilder foot = new StringBuilder("\n\n").append(SIGNATURE);
        for (String m : mobiles) {
            foot.append(" @").append(m);
        }
        int room = MAX_BYTES - foot.toString().getBytes(StandardCharsets.UTF_8).length;
        String markdown = SafeText.cutBytes(text.toString(), room) + foot;
        return Json.write(g -> {
            g.writeStringField("msgtype", "markdown");
            g.writeObjectFieldStart("markdown");
            g.writeStringField("title", title);
            g.writeStringField("text", markdown);
            g.writeEndObject();
            g.writeObjectFieldStart("at");
            g.writeArrayFieldStart("atMobiles");
            for (String m : mobiles) {
                g.writeString(m);
            }
            g.writeEndArray();
            g.writeBooleanField("isAtAll", false);
            g.writeEndObject();
        });
    }

    /** The title's square brackets would begin a link. */
    private static String plainBrackets(String line) {
        return line.replace('[', '【').replace(']', '】');
    }
}
