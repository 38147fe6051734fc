package io.tidewatch.connector.notify.dingtalk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.connector.notify.send.Delivery;
import io.tidewatch.connector.notify.send.Outbound;
import io.tidewatch.wire.Json;
import java.util.Locale;

/** Says what a robot's answer means. HTTP 200 alone means nothing; only {@code errcode} 0 is a delivery. */
final class DingTalkAnswer {
    /** A robot that was called too often is blocked for ten minutes. */
    private static final long BLOCKED_MS = 600_000;

    private DingTalkAnswer() {}

    static Delivery classify(Outbound.Answer a) {
        if (a.status() == 429) {
            return Delivery.retry(
                    a.status(), "DingTalk answered 429: too many calls", Math.max(60_000, a.retryAfterMs()));
        }
        if (a.status() >= 300) {
            String problem = "DingTalk answered HTTP " + a.status();
            return a.status() >= 500
                    ? Delivery.retry(a.status(), problem, a.retryAfterMs())
                    : Delivery.retry(a.status(), problem + ": check the robot's address", Delivery.MENDING_MS);
        }
        JsonNode answer;
        try {
            answer = Json.tree(a.body());
        } catch (JsonProcessingException e) {
            return Delivery.retry(a.status(), "the answer is not DingTalk's: not JSON", Delivery.MENDING_MS);
        }
        JsonNode code = answer.path("errcode");
        if (!code.isIntegralNumber()) {
            return Delivery.retry(a.status(), "the answer is not DingTalk's: no errcode", Delivery.MENDING_MS);
        }
        return code.asInt() == 0
                ? Delivery.delivered(0)
                : failure(code.asInt(), answer.path("errmsg").asText("").toLowerCase(Locale.ROOT));
    }

    private static Delivery failure(int code, String message) {
        return switch (code) {
            case -1 -> Delivery.retry(code, "DingTalk is busy", 0);
            case 130101, 410100, 130102 ->
                Delivery.retry(
                        code, "called too often: a robot takes 20 messages a minute, then is blocked", BLOCKED_MS);
            case 310000 -> Delivery.retry(code, security(message), Delivery.MENDING_MS);
            case 300001, 300005, 400101, 400106 ->
                mend(code, "the robot does not exist: its access_token is wrong or it was removed from the group");
            case 400102 -> mend(code, "the robot was switched off in the group's settings");
            case 400013 -> Delivery.gone(code, "the group was dissolved");
            case 430101 -> Delivery.rejected(code, "refused: DingTalk finds a link in it unsafe");
            case 430102, 430103, 430104 -> Delivery.rejected(code, "refused: DingTalk finds the content unfit");
            case 40035, 400105, 43004 -> Delivery.rejected(code, "refused: DingTalk does not understand the message");
            default -> mend(code, "DingTalk answered errcode " + code);
        };
    }

    private static Delivery mend(int code, String problem) {
        return Delivery.retry(code, problem, Delivery.MENDING_MS);
    }

    private static String security(String message) {
        if (message.contains("keyword")) {
            return "refused by the robot's security settings: none of its keywords is in the message; choose 'sign', or the"
                    + " keyword 听潮, which every push holds";
        }
        if (message.contains("sign")) {
            return "refused by the robot's security settings: the signature does not match; check the secret (SEC…)";
        }
        if (message.contains("timestamp")) {
            return "refused by the robot's security settings: the time is off by over an hour; check this machine's clock";
        }
        if (message.contains("whitelist") || message.contains("ip")) {
            return "refused by the robot's security settings: this machine's address is not on its list";
        }
        return "refused by the robot's security settings: check keywords, signature and address list";
    }
}
