package io.tidewatch.notify.message;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Pseudonym;
import io.tidewatch.feedback.Regions;
import io.tidewatch.notify.IncidentAssembly;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the figures of a push are of: the groups of the alerts that are counted in them, the largest first. A place that another
 * rule found is not one of them.
 *
 * @param names at most three, harmless; the words that customers began to use are no place
 * @param phrase for the middle of a sentence, such as {@code 浙江} and {@code in Zhejiang}; empty when there are none
 */
record CountedPlaces(List<Bilingual> names, Bilingual phrase) {
    private static final int NAME = 30;
    private static final int MOST = 3;

    /** @param counted alerts of one rule */
    static CountedPlaces of(List<Alert> counted) {
        Map<String, Alert> groups = new LinkedHashMap<>();
        counted.stream()
                .sorted(Comparator.comparingLong((Alert a) -> -a.value().originals())
                        .thenComparing(IncidentAssembly.LEAD))
                .forEach(a -> groups.putIfAbsent(a.group().key(), a));
        List<Bilingual> names = new ArrayList<>();
        String preposition = "";
        for (Alert a : groups.values()) {
            Group g = a.group();
            List<String> zh = new ArrayList<>();
            List<String> en = new ArrayList<>();
            for (int i = 0; i < g.names().size() && names.size() < MOST; i++) {
                String dimension = g.names().get(i);
                String value = g.values().get(i);
                if (isSaidElsewhere(dimension) || value.equals("unknown")) {
                    continue;
                }
                if (preposition.isEmpty()) {
                    preposition = preposition(dimension);
                }
                Bilingual name = name(dimension, value);
                zh.add(name.zh());
                en.add(name.en());
            }
            if (!zh.isEmpty()) {
                names.add(new Bilingual(String.join(" ", zh), String.join(" ", en)));
            }
        }
        return new CountedPlaces(
                List.copyOf(names),
                names.isEmpty()
                        ? Bilingual.EMPTY
                        : new Bilingual(
                                names.stream().map(Bilingual::zh).collect(Collectors.joining("、")),
                                preposition + " "
                                        + names.stream().map(Bilingual::en).collect(Collectors.joining(", "))));
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** The largest after a space, with a sign when there are more; empty when there are none. */
    Bilingual largest() {
        if (names.isEmpty()) {
            return Bilingual.EMPTY;
        }
        boolean more = names.size() > 1;
        return new Bilingual(
                " " + names.get(0).zh() + (more ? "等" : ""), " " + names.get(0).en() + (more ? " +" : ""));
    }

    private static boolean isSaidElsewhere(String dimension) {
        return dimension.equals("issue") || dimension.equals("category") || dimension.equals("keyword");
    }

    /** A value of a dimension as people read it, harmless. */
    static Bilingual name(String dimension, String value) {
        String safe = SafeText.of(value, NAME);
        return switch (dimension) {
            case "region" -> new Bilingual(safe, SafeText.of(Regions.english(value), NAME));
            case "source" -> {
                Bilingual known = PlatformNames.of(value);
                yield known == null ? new Bilingual(safe, safe) : known;
            }
            case "channel" -> PlatformNames.channel(value);
            case "customer", "author", "order" -> Pseudonym.of(dimension, value);
            case "thread" -> new Bilingual("会话 " + safe, safe);
            case "version" -> new Bilingual("版本 " + safe, "version " + safe);
            case "batch" -> new Bilingual("批次 " + safe, "batch " + safe);
            default -> new Bilingual(safe, safe);
        };
    }

    private static String preposition(String dimension) {
        return switch (dimension) {
            case "region", "city", "store", "warehouse" -> "in";
            case "channel", "source", "touchpoint" -> "on";
            case "tier", "age_band" -> "among";
            case "customer", "author" -> "by";
            case "order" -> "on";
            case "thread" -> "in thread";
            default -> "about";
        };
    }
}
