package io.tidewatch.local.sample;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.local.sample.Stationery.Feeling;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The planted surge: one issue in one region, mostly in its largest city and mostly with one courier. */
final class Surge {
    static final long BLOCK = 9_000_000;
    private static final double ENGLISH = .07;
    private static final double SECOND_LETTER = .05;
    private static final long FIRST_PERSON = 10_000_000;

    private Surge() {}

    /** @param onset sample time in seconds */
    static List<Feedback> messages(
            SampleSettings settings, long onset, People people, Scenes scenes, Composer composer) {
        SplittableRandom r = SeededRandom.of(settings.seed(), BLOCK);
        Stationery paper = new Stationery(new Serials(settings.seed(), BLOCK), composer);
        SampleRegion region = SampleRegions.packaged().named(settings.region());
        String courier = composer.book(false).say("courier", java.util.Map.of(), r);
        List<Feedback> out = new ArrayList<>();
        int persons = 0;
        for (long second = 0; second < settings.shape().length().toSeconds(); second++) {
            int n = SeededRandom.poisson(r, settings.shape().rateAt(second + .5) / 60);
            for (int i = 0; i < n; i++) {
                long number = persons > 20 && SeededRandom.hit(r, SECOND_LETTER) ? r.nextInt(persons) : persons++;
                Scene scene = scene(settings, people.number(FIRST_PERSON + number, region, .45), scenes, composer, r);
                if (!scene.english() && SeededRandom.hit(r, .6)) {
                    scene = Scenes.withCourier(scene, courier);
                }
                Outlet outlet = Outlet.draw(r, scene.english());
                String body = composer.surging(settings.issue(), scene, r);
                String text = composer.inChannel(body, outlet.channel(), scene, r);
                if (!outlet.isPublic() && SeededRandom.hit(r, .04)) {
                    text += composer.personal(scene, r);
                }
                out.add(paper.customer(
                        (onset + second) * 1000,
                        outlet,
                        scene,
                        text,
                        Feeling.BAD,
                        BackgroundIssues.touchpoint(settings.issue()),
                        r));
            }
        }
        return out;
    }

    private static Scene scene(
            SampleSettings settings, SamplePerson person, Scenes scenes, Composer composer, SplittableRandom r) {
        Scene scene = scenes.draw(person, ENGLISH, r);
        return scene.english() && !composer.knows(settings.issue(), true) ? scenes.draw(person, 0, r) : scene;
    }
}
