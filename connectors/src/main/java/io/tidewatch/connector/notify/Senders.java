package io.tidewatch.connector.notify;

import io.tidewatch.connector.notify.console.ConsoleSender;
import io.tidewatch.connector.notify.dingtalk.DingTalkSender;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.connector.notify.send.Sender;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.connector.notify.webhook.WebhookSender;
import io.tidewatch.notify.config.Channel;
import io.tidewatch.notify.config.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The channel types that can be notified. A new one is one line here. */
public final class Senders {
    private static final Map<String, Sender.Factory> TYPES = new TreeMap<>(Map.of(
            "console", ConsoleSender::open,
            "dingtalk", DingTalkSender::open,
            "webhook", WebhookSender::open));

    private static final Map<String, Function<Outbound.Answer, Delivery>> ANSWERS =
            Map.of("dingtalk", DingTalkSender::classify, "webhook", WebhookSender::classify);

    private Senders() {}

    /** What an answer means to a channel of a type; one that calls nobody is always delivered. */
    public static Delivery classify(String type, Outbound.Answer answer) {
        return type.equals("console")
                ? Delivery.delivered(0)
                : ANSWERS.getOrDefault(type, WebhookSender::classify).apply(answer);
    }

    /** @throws IllegalArgumentException when the type has no sender, or its settings cannot work */
    public static Sender open(Channel channel, SenderContext context) {
        Sender.Factory factory = TYPES.get(channel.type());
        if (factory == null) {
            throw new IllegalArgumentException("type: '" + channel.type()
                    + "' is not sent by this version, expected one of " + String.join(", ", TYPES.keySet()));
        }
        return factory.open(channel, context);
    }

    /** What keeps the channels of a configuration from working, one line each: missing secrets, types without a sender. */
    public static List<String> problems(SenderContext context) {
        List<String> out = new ArrayList<>();
        for (Receiver r : context.config().receivers().values()) {
            for (int i = 0; i < r.channels().size(); i++) {
                try {
                    open(r.channels().get(i), context);
                } catch (IllegalArgumentException e) {
                    out.add("receiver '" + r.name() + "', channels[" + i + "]." + e.getMessage());
                }
            }
        }
        return out;
    }
}
