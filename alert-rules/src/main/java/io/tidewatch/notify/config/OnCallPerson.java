package io.tidewatch.notify.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Someone on call.
 *
 * @param contacts how a channel names the person: dingtalk, wecom, feishu, slack, email, phone
 * @param lang zh or en; null when the file does not say
 * @param timezone IANA name; null when the file does not say
 */
public record OnCallPerson(
        String id,
        String name,
        Map<String, String> contacts,
        @Nullable String lang,
        @Nullable String timezone) {}
