package io.tidewatch.local.sample;

import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Engagement;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Product;
import io.tidewatch.feedback.Verification;
import io.tidewatch.feedback.Visibility;
import io.tidewatch.time.WireTime;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes records: the fields that each platform fills, from a scene and a finished text. */
final class Stationery {
    /** How the writer feels, which shows in the scores given along. */
    enum Feeling {
        BAD,
        NEUTRAL,
        GOOD
    }

    private final Serials serials;
    private final Composer composer;

    Stationery(Serials serials, Composer composer) {
        this.serials = serials;
        this.composer = composer;
    }

    Composer composer() {
        return composer;
    }

    Feedback customer(
            long time,
            Outlet outlet,
            Scene scene,
            String text,
            Feeling feeling,
            @Nullable String touchpoint,
            SplittableRandom r) {
        long serial = serials.next();
        boolean scored = outlet.channel().equals("review") || outlet.source().equals("appstore");
        boolean survey = outlet.channel().equals("survey");
        boolean social = outlet.channel().equals("social");
        return Feedback.builder(outlet.source() + ":" + serial, outlet.source(), time)
                .channel(outlet.channel())
                .eventOffset(WireTime.DEFAULT_OFFSET_MINUTES)
                .text(text)
                .title(title(outlet, scene, r))
                .lang(SeededRandom.hit(r, .5) ? null : scene.english() ? "en" : "zh")
                .url(outlet.isPublic() ? url(outlet, serial, r) : null)
                .visibility(survey ? Visibility.AGGREGATE : outlet.isPublic() ? Visibility.PUBLIC : Visibility.INTERNAL)
                .touchpoint(touchpoint)
                .author(author(outlet, scene.person()))
                .customer(customer(outlet, scene.person(), r))
                .product(product(outlet, scene.goods(), r))
                .orderId(social || SeededRandom.hit(r, .4) ? null : order(r))
                .threadId(outlet.isDesk() || outlet.channel().equals("phone") ? thread(outlet, serial) : null)
                .engagement(social ? engagement(r, scene.person().followers()) : Engagement.NONE)
                .rating(scored ? score(feeling, r) : null)
                .csat(survey && SeededRandom.hit(r, .7) ? score(feeling, r) : null)
                .nps(survey ? nps(feeling, r) : null)
                .dims(dims(scene, touchpoint, serial))
                .build();
    }

    /** A message of somebody who is no customer: an agent, a bot, a paper. */
    Feedback other(long time, Outlet outlet, Scene scene, AuthorRole role, String text, @Nullable Feedback answered) {
        long serial = serials.next();
        Author author = new Author(
                outlet.source() + "-" + role.wire() + "-" + Math.floorMod(SeededRandom.mix(serial), 60),
                role,
                role == AuthorRole.MEDIA ? scene.person().city() + "晚报" : null,
                role == AuthorRole.MEDIA ? 420_000 : 0,
                role == AuthorRole.MEDIA ? Verification.MEDIA : Verification.NONE);
        return Feedback.builder(outlet.source() + ":" + serial, outlet.source(), time)
                .channel(outlet.channel())
                .eventOffset(WireTime.DEFAULT_OFFSET_MINUTES)
                .text(text)
                .visibility(outlet.isPublic() ? Visibility.PUBLIC : Visibility.INTERNAL)
                .author(author)
                .customer(
                        answered != null
                                ? answered.customer()
                                : new Customer(
                                        null,
                                        "unknown",
                                        scene.person().region().name(),
                                        scene.person().city(),
                                        null))
                .orderId(answered == null ? null : answered.orderId())
                .threadId(answered == null ? (outlet.isDesk() ? thread(outlet, serial) : null) : answered.threadId())
                .parentId(answered == null ? null : answered.id())
                .build();
    }

    /** @param marked whether the platform says whose post it is */
    Feedback repost(long time, Feedback original, Scene scene, String text, boolean marked, SplittableRandom r) {
        long serial = serials.next();
        Outlet outlet = new Outlet(original.channel(), original.source());
        return Feedback.builder(outlet.source() + ":" + serial, outlet.source(), time)
                .channel(outlet.channel())
                .eventOffset(WireTime.DEFAULT_OFFSET_MINUTES)
                .text(text)
                .url(url(outlet, serial, r))
                .visibility(Visibility.PUBLIC)
                .touchpoint(original.touchpoint())
                .author(author(outlet, scene.person()))
                .customer(customer(outlet, scene.person(), r))
                .repostOf(marked ? original.id() : null)
                .engagement(new Engagement(0, r.nextInt(3), r.nextInt(5)))
                .build();
    }

    /** What a shop's own systems know of a delivery or a visit: made of what is drawn already, so that nothing else changes. */
    private static Map<String, String> dims(Scene scene, @Nullable String touchpoint, long serial) {
        Map<String, String> dims = new TreeMap<>();
        int kind = Math.floorMod(SeededRandom.mix(serial), 12);
        if ("delivery".equals(touchpoint)) {
            String courier = scene.known().get("courier");
            if (courier != null) {
                dims.put("courier", courier);
            }
            dims.put("warehouse", scene.person().region().name() + (kind < 8 ? "一仓" : "二仓"));
        } else if ("store".equals(touchpoint)) {
            dims.put("store", scene.person().city() + (1 + kind / 2) + "店");
        }
        return dims;
    }

    private @Nullable String title(Outlet outlet, Scene scene, SplittableRandom r) {
        boolean titled = outlet.channel().equals("email")
                || outlet.channel().equals("ticket")
                || outlet.source().equals("appstore")
                || outlet.source().equals("xiaohongshu") && SeededRandom.hit(r, .3);
        return titled ? composer.say("title", scene, r) : null;
    }

    private static String url(Outlet outlet, long serial, SplittableRandom r) {
        String url = "https://" + outlet.source() + ".example.com/p/" + serial;
        return SeededRandom.hit(r, .1)
                ? url + "?from=app&uid=" + PersonalData.mobile(r).replaceAll("\\D", "")
                : url;
    }

    private static Author author(Outlet outlet, SamplePerson person) {
        boolean social = outlet.channel().equals("social");
        String name = outlet.isPublic() ? person.nick() : outlet.channel().equals("survey") ? null : person.name();
        return new Author(
                outlet.source() + "-" + person.handle(),
                AuthorRole.CUSTOMER,
                name,
                social ? person.followers() : 0,
                social ? person.verified() : Verification.NONE);
    }

    private static Customer customer(Outlet outlet, SamplePerson person, SplittableRandom r) {
        boolean stranger = outlet.isPublic() && !outlet.source().equals("in-app");
        return new Customer(
                stranger ? null : "C" + person.handle(),
                stranger ? "unknown" : person.tier(),
                regionAsWritten(outlet, person.region(), r),
                SeededRandom.hit(r, outlet.channel().equals("social") ? .45 : .85) ? person.city() : null,
                person.ageBand());
    }

    /** Platforms write regions in their own ways; two in a hundred messages have none. */
    private static String regionAsWritten(Outlet outlet, SampleRegion region, SplittableRandom r) {
        double d = r.nextDouble();
        if (d < .02) {
            return "unknown";
        }
        if (outlet.source().equals("weibo") && d < .12) {
            return "发布于 " + region.name();
        }
        if (d < .05) {
            return region.fullName();
        }
        return d < .06 ? region.english() : region.name();
    }

    private static Product product(Outlet outlet, Goods goods, SplittableRandom r) {
        if (outlet.channel().equals("social") && SeededRandom.hit(r, .7)) {
            return Product.NONE;
        }
        boolean app = outlet.channel().equals("app");
        return new Product(
                goods.brand(),
                goods.zh(),
                app ? "8." + r.nextInt(1, 6) + "." + r.nextInt(10) : null,
                SeededRandom.hit(r, .15) ? "B" + r.nextInt(2401, 2413) + "-" + r.nextInt(10, 40) : null);
    }

    private static String order(SplittableRandom r) {
        return Long.toString(r.nextLong(310_000_000_000_000L, 390_000_000_000_000L));
    }

    private static String thread(Outlet outlet, long serial) {
        return outlet.source() + "-t-" + Long.toString(serial % 1_000_000_000_000L, 36);
    }

    private static Engagement engagement(SplittableRandom r, long followers) {
        double scale = 1 + followers / 400.0;
        return new Engagement(
                (long) (SeededRandom.logNormal(r, .3, 1.2) * scale),
                (long) (SeededRandom.logNormal(r, .6, 1.1) * scale),
                (long) (SeededRandom.logNormal(r, 1.5, 1.2) * scale));
    }

    private static double score(Feeling feeling, SplittableRandom r) {
        return switch (feeling) {
            case BAD -> SeededRandom.oneOf(r, .2, .2, .2, .4);
            case NEUTRAL -> SeededRandom.oneOf(r, .6, .8);
            case GOOD -> SeededRandom.oneOf(r, 1., 1., 1., .8);
        };
    }

    private static double nps(Feeling feeling, SplittableRandom r) {
        return switch (feeling) {
            case BAD -> r.nextInt(0, 6);
            case NEUTRAL -> r.nextInt(6, 9);
            case GOOD -> r.nextInt(8, 11);
        };
    }
}
