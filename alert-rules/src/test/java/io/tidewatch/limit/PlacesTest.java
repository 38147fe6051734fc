package io.tidewatch.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long T = 1_700_000_000_000L;
    private static final int MOST = 16;

    private final Places places = new Places();
    private final List<String> gone = new ArrayList<>();
    private int mostOpen = 200;

    @Test
    void shouldKeepWhatIsKnownInAFloodOfNamesSaidTwice() {
        // given
        for (int hour = 0; hour < 24; hour++) {
            for (int group = 0; group < MOST; group++) {
                say("known" + group, T + hour * HOUR + group);
            }
        }

        // when
        for (int name = 0; name < 10_000; name++) {
            say("name" + name, T + 24 * HOUR + name * 100L);
            say("name" + name, T + 24 * HOUR + name * 100L + 7 * MINUTE);
        }

        // then
        assertThat(places.size()).isEqualTo(MOST);
        assertThat(gone.stream().filter(g -> g.startsWith("known"))).hasSize(2);
    }

    @Test
    void shouldHaveAPlaceForWhatGrowsInAFlood() {
        for (int group = 0; group < MOST; group++) {
            for (int hour = 0; hour < 24; hour++) {
                say("known" + group, T + hour * HOUR);
            }
        }

        for (int name = 0; name < 1_000; name++) {
            say("name" + name, T + 24 * HOUR + name * 1_000L);
            say("new", T + 24 * HOUR + name * 1_000L + 1);
        }

        assertThat(gone).doesNotContain("new");
        assertThat(places.of("new")).isNotNull();
    }

    @Test
    void shouldDropCalmGroupsBeforeThoseWithAnOpenEpisode() {
        for (int group = 0; group < MOST; group++) {
            say("group" + group, T + group);
        }
        for (int group = 0; group < MOST; group += 2) {
            places.opened("group" + group, true);
        }

        for (int name = 0; name < 100; name++) {
            say("name" + name, T + HOUR + name);
        }
        for (int name = 0; name < 100; name++) {
            for (int stretch = 0; stretch < 12; stretch++) {
                say("often" + name, T + (2 + name) * HOUR + stretch * 5L * MINUTE);
            }
        }

        assertThat(gone).filteredOn(g -> g.matches("group\\d*[02468]")).isEmpty();
    }

    @Test
    void shouldDropAnOpenOneOnlyWhenThereIsNoOther() {
        for (int group = 0; group < MOST; group++) {
            say("group" + group, T + group);
            places.opened("group" + group, true);
        }

        say("one more", T + HOUR);
        say("and another", T + HOUR + 1);
        say("and a third", T + HOUR + 2);

        assertThat(gone).containsExactly("group0", "one more", "and another");
    }

    @Test
    void shouldNotKeepMoreOpenOnesThanAreTold() {
        // given
        mostOpen = 2;
        for (int group = 0; group < MOST; group++) {
            for (int hour = 0; hour < 24; hour++) {
                say("known" + group, T + hour * HOUR);
            }
        }

        // when: names that open an episode each
        for (int name = 0; name < 1_000; name++) {
            say("name" + name, T + 24 * HOUR + name * 1_000L);
            places.opened("name" + name, true);
        }

        // then
        assertThat(gone.stream().filter(g -> g.startsWith("known"))).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void shouldLetGoOfWhatHasBeenSilentForMonths() {
        for (int group = 0; group < MOST; group++) {
            for (int hour = 0; hour < 24; hour++) {
                say("gone" + group, T + hour * HOUR);
            }
        }

        long year = T + 365 * 24 * HOUR;
        for (int group = 0; group < MOST; group++) {
            for (int stretch = 0; stretch < 3; stretch++) {
                say("now" + group, year + group * HOUR + stretch * 10L * MINUTE);
            }
        }

        assertThat(gone).hasSize(MOST).allMatch(g -> g.startsWith("gone"));
    }

    @Test
    void shouldGiveASingleGroupThePlaceThatThereIs() {
        Places one = new Places();
        one.add("a", T);
        one.add("b", T + 1);

        assertThat(one.mustGo(1, 200)).isEqualTo("a");
    }

    @Test
    void shouldKeepItsOrderOverARestart() {
        for (int group = 0; group < MOST; group++) {
            for (int hour = 0; hour <= group; hour++) {
                say("group" + group, T + hour * HOUR);
            }
        }
        Places restored = new Places();
        for (int group = MOST - 1; group >= 0; group--) {
            String key = "group" + group;
            restored.restore(key, places.of(key), group == 0);
        }

        restored.add("new", T + 24 * HOUR);

        assertThat(restored.mustGo(MOST, 200)).isEqualTo("group1");
    }

    private void say(String key, long time) {
        places.add(key, time);
        for (String out = places.mustGo(MOST, mostOpen); out != null; out = places.mustGo(MOST, mostOpen)) {
            places.forget(out);
            gone.add(out);
        }
    }
}
