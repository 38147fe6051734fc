package io.tidewatch.notify.message;

import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.LevelShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * At which level something happens, in words: where, and what part of the messages comes from there. Nothing is said of what no
 * share is known of.
 */
public final class LevelWords {
    private static final int NAME = 30;

    /** With so much of the excess in one place the others are as usual. */
    private static final double ALL_OF_IT = 0.8;

    /** With less of the excess in the leading region all are alike. */
    private static final double ALIKE = 0.4;

    private static final String REGION = "region";
    private static final Set<String> PLACES = Set.of(REGION, "city", "store", "warehouse");
    private static final Set<String> WAYS = Set.of("channel", "source", "touchpoint", "tier", "age_band");

    private LevelWords() {}

    /** Of an alert; null when nothing can be said. */
    static @Nullable Bilingual of(Alert a) {
        return of(a.level(), a.evidence().shares());
    }

    /**
     * What can be said of a level.
     *
     * @param level null when it is not known
     * @param shares of the excess
     * @return null when nothing can be said
     */
    public static @Nullable Bilingual of(@Nullable Group level, List<LevelShare> shares) {
        if (level == null) {
            return null;
        }
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        for (LevelShare s : shares) {
            if (!s.value().equals(level.get(s.dimension()))) {
                continue;
            }
            Bilingual name = CountedPlaces.name(s.dimension(), s.value());
            String share = Math.round(s.share() * 100) + "%";
            if (PLACES.contains(s.dimension()) || WAYS.contains(s.dimension())) {
                boolean all = s.dimension().equals(REGION) && s.explained() >= ALL_OF_IT;
                zh.add(name.zh() + " " + share + (all ? "，其他地区如常" : ""));
                en.add(name.en() + " " + share + (all ? ", others as usual" : ""));
            } else {
                zh.add(share + "是" + name.zh());
                en.add(share + " one " + noun(s) + " (" + name.en() + ")");
            }
        }
        if (isAlike(level, shares)) {
            zh.add("各地都有");
            en.add(level.names().isEmpty() ? "everywhere alike" : "all regions alike");
        }
        return zh.isEmpty() ? null : new Bilingual(String.join("，", zh), String.join(", ", en));
    }

    private static boolean isAlike(Group level, List<LevelShare> shares) {
        return level.names().stream().noneMatch(PLACES::contains)
                && shares.stream().anyMatch(s -> s.dimension().equals(REGION) && s.explained() < ALIKE);
    }

    private static String noun(LevelShare s) {
        return SafeText.of(s.name() == null ? s.dimension() : s.name().en().toLowerCase(Locale.ROOT), NAME);
    }

    /** That it happens elsewhere now; null when it does not, or what it was or is is not known. */
    static @Nullable Bilingual change(@Nullable Group before, @Nullable Group now) {
        if (before == null || now == null || before.equals(now)) {
            return null;
        }
        Bilingual was = name(before);
        Bilingual is = name(now);
        return new Bilingual("范围变化：" + was.zh() + " → " + is.zh(), "Scope: now " + is.en() + " (was " + was.en() + ")");
    }

    private static Bilingual name(Group level) {
        if (level.names().isEmpty()) {
            return new Bilingual("全国", "everywhere");
        }
        List<Bilingual> names = new ArrayList<>();
        for (int i = 0; i < level.names().size(); i++) {
            names.add(CountedPlaces.name(level.names().get(i), level.values().get(i)));
        }
        return new Bilingual(
                names.stream().map(Bilingual::zh).collect(Collectors.joining(" ")),
                names.stream().map(Bilingual::en).collect(Collectors.joining(" ")));
    }
}
