package io.tidewatch.local.sample;

import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.sample.Stationery.Feeling;
import io.tidewatch.taxonomy.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Ordinary messages, an hour at a time; each hour depends on the seed and its number only. */
final class Background {
    /** Messages per minute on average, answers of agents not counted. */
    private static final double PER_MINUTE = 3.7;

    private static final double ENGLISH = .08;
    private static final long PEOPLE = 150_000;

    /** A group of issue and region that complains more than the others, every day, in complaints per minute. */
    private record Steady(String issue, String region, double perMinute) {}

    private final SampleSettings settings;
    private final Rhythm rhythm;
    private final People people;
    private final Scenes scenes;
    private final Composer composer;
    private final List<Steady> steady;

    Background(SampleSettings settings, Rhythm rhythm, People people, Scenes scenes, Composer composer) {
        this.settings = settings;
        this.rhythm = rhythm;
        this.people = people;
        this.scenes = scenes;
        this.composer = composer;
        List<Steady> groups = new ArrayList<>();
        Leaf leaf = settings.taxonomy().leaf(settings.issue());
        if (leaf == null || !leaf.severity().equals("P1")) {
            groups.add(new Steady(settings.issue(), settings.region(), .26));
        }
        groups.add(new Steady("logistics.transit_delay", "广东", .10));
        groups.add(new Steady("quality.defect", "江苏", .10));
        groups.add(new Steady("after_sales.refund_slow", "山东", .10));
        this.steady = List.copyOf(groups);
    }

    /** @param hour of sample time; answers and second letters may fall into the hours after it */
    List<Feedback> hour(long hour) {
        return new Hour(hour).messages();
    }

    private final class Hour {
        private final long hour;
        private final SplittableRandom r;
        private final Stationery paper;
        private final List<Feedback> out = new ArrayList<>();
        private final List<Feedback> posts = new ArrayList<>();

        Hour(long hour) {
            this.hour = hour;
            this.r = SeededRandom.of(settings.seed(), hour);
            this.paper = new Stationery(new Serials(settings.seed(), hour), composer);
        }

        List<Feedback> messages() {
            for (int minute = 0; minute < 60; minute++) {
                long second = hour * Rhythm.HOUR + minute * 60L;
                double factor = rhythm.factorAt(second);
                for (int n = SeededRandom.poisson(r, PER_MINUTE * factor); n > 0; n--) {
                    anything((second + r.nextInt(60)) * 1000);
                }
                for (Steady group : steady) {
                    for (int n = SeededRandom.poisson(r, group.perMinute() * factor); n > 0; n--) {
                        SampleRegion region = SampleRegions.packaged().named(group.region());
                        complaint((second + r.nextInt(60)) * 1000, group.issue(), person(region));
                    }
                }
            }
            return out;
        }

        private void anything(long time) {
            double d = r.nextDouble();
            SamplePerson person = person(SampleRegions.packaged().draw(r));
            if (d < .40) {
                complaint(time, BackgroundIssues.draw(r), person);
            } else if (d < .57) {
                plain(time, person, "praise", Feeling.GOOD);
            } else if (d < .75) {
                plain(time, person, "question", Feeling.NEUTRAL);
            } else if (d < .85) {
                chat(time, person);
            } else if (d < .89) {
                repost(time, person);
            } else if (d < .95) {
                advertisement(time, person, SeededRandom.oneOf(r, "lottery", "lottery", "ad"));
            } else if (d < .98) {
                machine(time, person, AuthorRole.BOT, "bot");
            } else if (d < .985) {
                machine(time, person, AuthorRole.MEDIA, "media");
            } else {
                scoreOnly(time, person);
            }
        }

        private SamplePerson person(SampleRegion region) {
            return people.number(r.nextLong(PEOPLE), region, .3);
        }

        private Scene scene(SamplePerson person) {
            return scenes.draw(person, ENGLISH, r);
        }

        private void complaint(long time, String issue, SamplePerson person) {
            Scene scene = scene(person);
            while (!composer.knows(issue, scene.english()) && scene.english()) {
                scene = scenes.draw(person, 0, r);
            }
            Outlet outlet = Outlet.draw(r, scene.english());
            Feedback f = write(time, outlet, scene, composer.complaint(issue, scene, r), issue);
            out.add(f);
            remember(f);
            answer(f, scene);
            if (!outlet.channel().equals("social") && SeededRandom.hit(r, .04)) {
                again(f, outlet, scene, issue);
            }
        }

        private Feedback write(long time, Outlet outlet, Scene scene, String body, String issue) {
            String text = composer.inChannel(body, outlet.channel(), scene, r);
            if (!outlet.isPublic() && SeededRandom.hit(r, .05) || SeededRandom.hit(r, .008)) {
                text += composer.personal(scene, r);
            }
            return paper.customer(time, outlet, scene, text, Feeling.BAD, BackgroundIssues.touchpoint(issue), r);
        }

        /** The same customer about the same matter some hours later. */
        private void again(Feedback first, Outlet outlet, Scene scene, String issue) {
            long time = first.eventTime() + r.nextLong(1_800, 6 * Rhythm.HOUR) * 1000;
            Feedback f = write(time, outlet, scene, composer.complaint(issue, scene, r), issue);
            out.add(f.toBuilder()
                    .product(first.product())
                    .orderId(first.orderId())
                    .threadId(first.threadId())
                    .parentId(first.id())
                    .repostOf(null)
                    .build());
        }

        private void plain(long time, SamplePerson person, String section, Feeling feeling) {
            Scene scene = scene(person);
            Outlet outlet = Outlet.draw(r, scene.english());
            String text = composer.inChannel(composer.say(section, scene, r), outlet.channel(), scene, r);
            Feedback f = paper.customer(time, outlet, scene, text, feeling, null, r);
            out.add(f);
            if (feeling == Feeling.NEUTRAL) {
                answer(f, scene);
            } else {
                remember(f);
            }
        }

        private void chat(long time, SamplePerson person) {
            boolean loud = SeededRandom.hit(r, .015);
            SamplePerson who = loud ? people.influencer(r.nextLong(40), person.region()) : person;
            Scene scene = scene(who);
            Outlet outlet = Outlet.social(r, scene.english());
            String text = composer.inChannel(composer.harmless("chat", scene, r), "social", scene, r);
            Feedback f = paper.customer(time, outlet, scene, text, Feeling.NEUTRAL, null, r);
            out.add(f);
            remember(f);
        }

        private void repost(long time, SamplePerson person) {
            Scene scene = scenes.draw(person, 0, r);
            Feedback original = posts.isEmpty() ? null : posts.get(r.nextInt(posts.size()));
            if (original == null || original.eventTime() >= time) {
                chat(time, person);
                return;
            }
            out.add(paper.repost(time, original, scene, repostText(original, scene), true, r));
        }

        private String repostText(Feedback original, Scene scene) {
            String comment = composer.say("storm.comment", scene, r);
            String name = original.author().name();
            return SeededRandom.hit(r, .4) || name == null ? comment : comment + "//@" + name + ":" + original.text();
        }

        private void advertisement(long time, SamplePerson person, String section) {
            Scene scene = scenes.draw(person, 0, r);
            Outlet outlet = Outlet.social(r, false);
            out.add(paper.customer(
                    time, outlet, scene, composer.harmless(section, scene, r), Feeling.NEUTRAL, null, r));
        }

        private void machine(long time, SamplePerson person, AuthorRole role, String section) {
            Scene scene = scenes.draw(person, 0, r);
            Outlet outlet = role == AuthorRole.MEDIA ? new Outlet("rss", "city-news") : new Outlet("social", "weibo");
            out.add(paper.other(time, outlet, scene, role, composer.harmless(section, scene, r), null));
        }

        private void scoreOnly(long time, SamplePerson person) {
            Scene scene = scene(person);
            Outlet outlet = SeededRandom.oneOf(r, new Outlet("review", "tmall"), new Outlet("survey", "typeform"));
            Feeling feeling = SeededRandom.oneOf(r, Feeling.GOOD, Feeling.GOOD, Feeling.NEUTRAL, Feeling.BAD);
            out.add(paper.customer(time, outlet, scene, "", feeling, null, r));
        }

        private void answer(Feedback f, Scene scene) {
            boolean desk = f.channel().equals("im")
                    || f.channel().equals("ticket")
                    || f.channel().equals("email");
            if (!desk || !SeededRandom.hit(r, .45)) {
                return;
            }
            Scene chinese = scene.english() ? scenes.draw(scene.person(), 0, r) : scene;
            long time = f.eventTime() + r.nextLong(40, 1_500) * 1000;
            String text = composer.harmless("agent", chinese, r);
            out.add(paper.other(time, new Outlet(f.channel(), f.source()), chinese, AuthorRole.AGENT, text, f));
        }

        private void remember(@Nullable Feedback f) {
            if (f != null && f.channel().equals("social")) {
                posts.add(f);
            }
        }
    }
}
