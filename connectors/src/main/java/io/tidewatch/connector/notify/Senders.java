package io.tidewatch.connector.notify;

import io.tidewatch.connector.notify.console.ConsoleSender;
import io.tidewatch.connector.notify.dingtalk.DingTalkSender;
import io.tidewatch.connector.notify.send.Sender;
import io.tidewatch.connector.notify.send.SenderContext;
import io.tidewatch.connector.notify.webhook.WebhookSender;
import io.tidewatch.notify.Channel;
import io.tidewatch.notify.Receiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The channel types that can be told. A new one is one line here. */
public final class Senders {
    private static final Map<String, Sender.Factory> TYPES = new TreeMap<>(Map.of(
            "console", ConsoleSender::open,
            "dingtalk", DingTalkSender::open,
            "webhook", WebhookSender::open));

    private Senders() {}

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
