package io.tidewatch.local.sample;

import io.tidewatch.feedback.Verification;
import java.util.Map;
import java.util.SplittableRandom;

/** The same number is the same person, wherever and whenever they write. */
final class People {
    /** Loud enough to be noticed alone; nobody who complains in the background is. */
    private static final long MODEST_FOLLOWERS = 4_000;

    private final long seed;
    private final Phrasebook names;

    People(long seed, Phrasebook names) {
        this.seed = seed;
        this.names = names;
    }

    /** @param central share of people, 0–1, who live in the region's largest city beyond an even spread */
    SamplePerson number(long number, SampleRegion region, double central) {
        SplittableRandom r = SeededRandom.of(seed, 0x9E0_0000_0000L + number);
        String city = SeededRandom.hit(r, central)
                ? region.cities().get(0)
                : region.cities().get(r.nextInt(region.cities().size()));
        Map<String, String> known = Map.of("city", city);
        long followers = Math.min(MODEST_FOLLOWERS, (long) SeededRandom.logNormal(r, 90, 1.4));
        return new SamplePerson(
                Long.toString(2_000_000_000L + Math.floorMod(SeededRandom.mix(seed + number * 31), 6_000_000_000L)),
                names.say("nick", known, r),
                names.say("name", known, r),
                followers,
                SeededRandom.hit(r, .04) ? Verification.PERSON : Verification.NONE,
                tier(r),
                age(r),
                region,
                city);
    }

    /** Somebody with a large audience, who never complains. */
    SamplePerson influencer(long number, SampleRegion region) {
        SamplePerson p = number(number, region, .5);
        SplittableRandom r = SeededRandom.of(seed, 0x1F1_0000_0000L + number);
        return new SamplePerson(
                p.handle(),
                p.nick(),
                p.name(),
                (long) SeededRandom.logNormal(r, 300_000, .9),
                Verification.PERSON,
                p.tier(),
                p.ageBand(),
                region,
                p.city());
    }

    private static String tier(SplittableRandom r) {
        double d = r.nextDouble();
        return d < .03 ? "vip" : d < .13 ? "gold" : d < .35 ? "silver" : d < .8 ? "normal" : "unknown";
    }

    private static @org.jspecify.annotations.Nullable String age(SplittableRandom r) {
        double d = r.nextDouble();
        return d < .3 ? null : d < .5 ? "18-24" : d < .75 ? "25-34" : d < .9 ? "35-44" : d < .97 ? "45-54" : "55+";
    }
}
