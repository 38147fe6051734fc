package io.tidewatch.local.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Puts people, goods, couriers and shops together. */
final class Scenes {
    private final List<Goods> goods;
    private final Phrasebook zh;
    private final Phrasebook en;

    Scenes(Phrasebook zh, Phrasebook en) {
        this.zh = zh;
        this.en = en;
        List<Goods> read = new ArrayList<>();
        for (String[] f : Tables.rows("products.txt", 4)) {
            read.add(new Goods(f[0], f[1], f[2], f[3]));
        }
        this.goods = List.copyOf(read);
    }

    Scene draw(SamplePerson person, double englishShare, SplittableRandom r) {
        boolean english = SeededRandom.hit(r, englishShare);
        Goods main = goods.get(r.nextInt(goods.size()));
        Goods other = goods.get(r.nextInt(goods.size()));
        Phrasebook book = english ? en : zh;
        String courier = book.say("courier", Map.of(), r);
        String courier2 = book.say("courier", Map.of(), r);
        List<String> cities = person.region().cities();
        Map<String, String> known = new HashMap<>();
        known.put("city", english ? person.region().english() : person.city());
        known.put(
                "region", english ? person.region().english() : person.region().name());
        known.put("hubcity", english ? person.region().english() : cities.get(r.nextInt(Math.min(2, cities.size()))));
        known.put("product", main.name(english));
        known.put("product2", other.name(english));
        known.put("brand", main.brand());
        known.put(Phrasebook.KIND, main.kind());
        known.put("app", book.say("app", Map.of(), r));
        known.put("courier", courier);
        known.put("courier2", courier2);
        return new Scene(person, english, main, known);
    }

    /** A scene with another courier, who then stands out among many. */
    static Scene withCourier(Scene scene, String courier) {
        Map<String, String> known = new HashMap<>(scene.known());
        known.put("courier", courier);
        return new Scene(scene.person(), scene.english(), scene.goods(), known);
    }
}
