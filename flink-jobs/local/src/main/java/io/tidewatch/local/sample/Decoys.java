package io.tidewatch.local.sample;

import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.sample.Stationery.Feeling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The planted crowds that are no reason to warn anybody. Times are sample time in seconds until they are shifted. */
final class Decoys {
    static final int REPOSTS = 2_000;

    private static final long BLOCK = 9_100_000;
    private static final long FIRST_PERSON = 20_000_000;
    private static final long FRIDAY = Rhythm.DAY;
    private static final long SATURDAY = 2 * Rhythm.DAY;
    private static final long SUNDAY = 3 * Rhythm.DAY;

    private final SampleSettings settings;
    private final People people;
    private final Scenes scenes;
    private final Composer composer;
    private final List<Feedback> messages = new ArrayList<>();
    private final List<Decoy> list = new ArrayList<>();

    Decoys(SampleSettings settings, People people, Scenes scenes, Composer composer) {
        this.settings = settings;
        this.people = people;
        this.scenes = scenes;
        this.composer = composer;
        List<String> taken = List.of(settings.region());
        // The agents answer where the surge will be, two days before it.
        agentBurst(SampleRegions.packaged().named(settings.region()), FRIDAY + 11 * Rhythm.HOUR + 300, 20 * 60, 340);
        repostStorm(SampleRegions.packaged().apartFrom(taken, 0), SATURDAY + 12 * Rhythm.HOUR + 2_400, 90 * 60);
        advertisingWave(
                SampleRegions.packaged().apartFrom(taken, 2), SATURDAY + 16 * Rhythm.HOUR + 1_200, 40 * 60, 420);
        praiseBurst(SampleRegions.packaged().apartFrom(taken, 4), SUNDAY + 10 * Rhythm.HOUR + 1_800, 20 * 60, 360);
        for (long day : new long[] {FRIDAY, SATURDAY, SUNDAY}) {
            list.add(new Decoy(
                    Decoy.Kind.EVENING_PEAK,
                    "",
                    day + (long) (Rhythm.EVENING_FROM * Rhythm.HOUR),
                    day + (long) (Rhythm.EVENING_TO * Rhythm.HOUR),
                    0));
        }
    }

    List<Feedback> messages() {
        return messages;
    }

    /** What was planted, in sample time. */
    List<Decoy> list() {
        return list;
    }

    private Stationery paper(int part) {
        return new Stationery(new Serials(settings.seed(), BLOCK + part), composer);
    }

    private void agentBurst(SampleRegion region, long start, int seconds, int count) {
        SplittableRandom r = SeededRandom.of(settings.seed(), BLOCK + 1);
        Stationery paper = paper(1);
        for (int i = 0; i < count; i++) {
            Scene scene = scenes.draw(people.number(FIRST_PERSON + i, region, .5), 0, r);
            Outlet outlet = SeededRandom.oneOf(r, new Outlet("im", "wechat-kf"), new Outlet("ticket", "zendesk"));
            String text = composer.say("agent.delay", scene, r);
            messages.add(paper.other((start + r.nextInt(seconds)) * 1000, outlet, scene, AuthorRole.AGENT, text, null));
        }
        list.add(new Decoy(Decoy.Kind.AGENT_BURST, region.name(), start, start + seconds, count));
    }

    private void repostStorm(SampleRegion region, long start, int seconds) {
        SplittableRandom r = SeededRandom.of(settings.seed(), BLOCK + 2);
        Stationery paper = paper(2);
        SamplePerson writer = people.number(FIRST_PERSON + 1_000_000, region, 1);
        Scene scene = scenes.draw(writer, 0, r);
        Outlet weibo = new Outlet("social", "weibo");
        Feedback first =
                paper.customer(start * 1000, weibo, scene, composer.say("storm", scene, r), Feeling.BAD, "delivery", r);
        messages.add(first);
        for (int i = 0; i < REPOSTS; i++) {
            SampleRegion home =
                    SeededRandom.hit(r, .6) ? region : SampleRegions.packaged().draw(r);
            Scene sharer = scenes.draw(people.number(FIRST_PERSON + 1_100_000 + i, home, .3), 0, r);
            // Most come soon after the post.
            double late = -StrictMath.log(1 - r.nextDouble() * .95) / 3;
            long time = (start + 30 + (long) (late * (seconds - 60))) * 1000;
            boolean marked = !SeededRandom.hit(r, .06);
            messages.add(
                    paper.repost(time, first, sharer, marked ? shared(first, sharer, r) : copied(first, r), marked, r));
        }
        list.add(new Decoy(Decoy.Kind.REPOST_STORM, region.name(), start, start + seconds, REPOSTS + 1));
    }

    private String shared(Feedback first, Scene sharer, SplittableRandom r) {
        String comment = composer.say("storm.comment", sharer, r);
        double d = r.nextDouble();
        if (d < .35) {
            return comment;
        }
        String quoted = "//@" + first.author().name() + ":" + first.text();
        return d < .75
                ? comment + quoted
                : d < .9 ? quoted : comment + "//@" + sharer.person().nick() + ":转发微博" + quoted;
    }

    /** The words of the post as somebody's own, as copying leaves them: a mark, a blank or a face more. */
    private static String copied(Feedback first, SplittableRandom r) {
        return switch (r.nextInt(6)) {
            case 0 -> first.text() + "！";
            case 1 -> first.text() + " ";
            case 2 -> "“" + first.text() + "”";
            case 3 -> first.text().replace("，", ", ");
            case 4 -> first.text() + "😡";
            default -> first.text();
        };
    }

    private void advertisingWave(SampleRegion region, long start, int seconds, int count) {
        SplittableRandom r = SeededRandom.of(settings.seed(), BLOCK + 3);
        Stationery paper = paper(3);
        for (int i = 0; i < count; i++) {
            SampleRegion home =
                    SeededRandom.hit(r, .5) ? region : SampleRegions.packaged().draw(r);
            Scene scene = scenes.draw(people.number(FIRST_PERSON + 2_000_000 + i, home, .3), 0, r);
            messages.add(paper.customer(
                    (start + r.nextInt(seconds)) * 1000,
                    Outlet.social(r, false),
                    scene,
                    composer.harmless("ad.wave", scene, r),
                    Feeling.NEUTRAL,
                    null,
                    r));
        }
        list.add(new Decoy(Decoy.Kind.ADVERTISING_WAVE, region.name(), start, start + seconds, count));
    }

    private void praiseBurst(SampleRegion region, long start, int seconds, int count) {
        SplittableRandom r = SeededRandom.of(settings.seed(), BLOCK + 4);
        Stationery paper = paper(4);
        for (int i = 0; i < count; i++) {
            Scene scene = scenes.draw(people.number(FIRST_PERSON + 3_000_000 + i, region, .4), 0, r);
            Outlet outlet = Outlet.draw(r, false);
            String body = composer.harmless("fast", scene, r);
            messages.add(paper.customer(
                    (start + r.nextInt(seconds)) * 1000,
                    outlet,
                    scene,
                    composer.inChannel(body, outlet.channel(), scene, r),
                    Feeling.GOOD,
                    "delivery",
                    r));
        }
        list.add(new Decoy(Decoy.Kind.PRAISE_BURST, region.name(), start, start + seconds, count));
    }
}
