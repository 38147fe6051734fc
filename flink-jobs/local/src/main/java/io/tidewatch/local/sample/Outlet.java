package io.tidewatch.local.sample;

import java.util.SplittableRandom;

/**
 * Where a message is written.
 *
 * @param channel as on the wire
 * @param source the platform
 */
record Outlet(String channel, String source) {
    boolean isPublic() {
        return switch (channel) {
            case "social", "review", "app" -> true;
            default -> false;
        };
    }

    /** Whether the service desk answers here. */
    boolean isDesk() {
        return switch (channel) {
            case "im", "ticket", "email" -> true;
            default -> false;
        };
    }

    static Outlet social(SplittableRandom r, boolean english) {
        double d = r.nextDouble();
        if (english && d < .5) {
            return new Outlet("social", "bluesky");
        }
        return new Outlet("social", d < .5 ? "weibo" : d < .78 ? "xiaohongshu" : "douyin");
    }

    static Outlet draw(SplittableRandom r, boolean english) {
        double d = r.nextDouble();
        if (d < .40) {
            return social(r, english);
        }
        if (d < .60) {
            return SeededRandom.oneOf(
                    r, new Outlet("im", "wechat-kf"), new Outlet("im", "wechat-kf"), new Outlet("im", "chatwoot"));
        }
        if (d < .67) {
            return new Outlet("phone", "hotline");
        }
        if (d < .72) {
            return new Outlet("email", "mailbox");
        }
        if (d < .78) {
            return new Outlet("ticket", "zendesk");
        }
        if (d < .89) {
            return SeededRandom.oneOf(
                    r, new Outlet("review", "tmall"), new Outlet("review", "tmall"), new Outlet("review", "jd"));
        }
        if (d < .93) {
            return SeededRandom.oneOf(r, new Outlet("survey", "typeform"), new Outlet("survey", "wjx"));
        }
        return d < .98
                ? SeededRandom.oneOf(r, new Outlet("app", "appstore"), new Outlet("app", "in-app"))
                : new Outlet("store", "store-kiosk");
    }
}
