package io.tidewatch.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.alert.Group;
import io.tidewatch.surge.filter.CalendarEffect;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewProductsTest {
    private static final long SLOT = NewProducts.SLOT_MS;
    private static final long DAY = 24 * 3_600_000L;
    private static final long START = 1_800_000_000_000L / DAY * DAY;
    private static final String ISSUE = "quality.defect";
    private static final Group GROUP = new Group(List.of("issue", "product"), List.of(ISSUE, "New"));

    private final NewProducts products = new NewProducts();

    @Test
    void shouldSayWhatIsSaidOfAProductThatNobodyHadHeardOfInAWeek() {
        listen(8);

        LaunchSlot slot = say(START + 8 * DAY + SLOT, "New", 7, 3);

        assertThat(slot).isNotNull();
        assertThat(slot.messages())
                .containsExactly(new ProductCount("New", NewProducts.MESSAGE, 7), new ProductCount("New", ISSUE, 3));
        assertThat(slot.complaints().get(ISSUE)).isCloseTo(.1, within(1e-9));
    }

    @Test
    void shouldTakeNoProductForNewBeforeItHasListenedForAWeekAndNoneForLongerThanTwo() {
        listen(6);
        assertThat(say(START + 6 * DAY + SLOT, "Early", 9, 9)).isNull();
        for (int day = 7; day < 8; day++) {
            say(START + day * DAY, "Old", 10, 1);
        }
        assertThat(say(START + 8 * DAY + SLOT, "New", 9, 9)).isNotNull();

        assertThat(say(START + 22 * DAY, "New", 9, 9)).isNotNull();
        assertThat(say(START + 22 * DAY + SLOT, "New", 9, 9)).isNull();
    }

    @Test
    void shouldNotTakeALaunchForUsual() {
        listen(8);
        say(START + 8 * DAY + SLOT, "New", 1_000, 1_000);

        LaunchSlot later = say(START + 8 * DAY + 3_600_000 + SLOT, "New", 1, 0);

        assertThat(later).isNotNull();
        assertThat(later.complaints().get(ISSUE)).isCloseTo(.1, within(1e-9));
    }

    @Test
    void shouldGoOnFromWhatIsPacked() throws IOException {
        listen(8);
        products.add(START + 8 * DAY + SLOT, "New", NewProducts.MESSAGE, 4);
        byte[] packed = packed(products);

        NewProducts again = NewProducts.unpack(new DataInputStream(new ByteArrayInputStream(packed)));

        assertThat(packed(again)).isEqualTo(packed);
        assertThat(again.look(START + 8 * DAY + SLOT)).isEqualTo(products.look(START + 8 * DAY + SLOT));
        packed[0] = 9;
        assertThatThrownBy(() -> NewProducts.unpack(new DataInputStream(new ByteArrayInputStream(packed))))
                .hasMessageContaining("9, expected 1");
    }

    @Test
    void shouldExpectOfANewProductAsManyComplaintsAsOthersHaveBesideSoManyOtherMessages() {
        listen(8);
        Launches launches = new Launches();
        long at = START + 8 * DAY;
        for (int i = 1; i <= 24; i++) {
            LaunchSlot slot = say(at + i * SLOT, "New", 14, 5);
            if (slot != null) {
                launches.put(slot);
            }
        }
        CalendarEffect of = launches.over(CalendarEffect.NOTHING, GROUP);
        long end = at + 24 * SLOT;

        assertThat(of.borrowed(at, end)).isCloseTo(24, within(1e-6));
        assertThat(of.borrowed(end - 2 * SLOT - SLOT / 2, end))
                .as("half a slot")
                .isCloseTo(2.5, within(1e-6));
        assertThat(of.borrowed(at - DAY, at)).isZero();
        assertThat(of.borrowed(end - SLOT, end + SLOT)).as("goes on").isCloseTo(2, within(1e-6));
        assertThat(of.borrowed(at, end + DAY)).as("not for long").isCloseTo(26, within(1e-6));
        assertThat(launches.over(CalendarEffect.NOTHING, new Group(GROUP.names(), List.of(ISSUE, "Old"))))
                .isSameAs(CalendarEffect.NOTHING);
        assertThat(launches.over(
                        CalendarEffect.NOTHING,
                        new Group(List.of("issue", "product", "region"), List.of(ISSUE, "New", "浙江"))))
                .as("part of a product")
                .isSameAs(CalendarEffect.NOTHING);
    }

    /** Days with ten messages on an old product in each hour, one of which complains. */
    private void listen(int days) {
        for (long at = START; at < START + days * DAY; at += 3_600_000) {
            say(at, "Old", 10, 1);
        }
    }

    private @Nullable LaunchSlot say(long slot, String product, long messages, long complaints) {
        products.add(slot, product, NewProducts.MESSAGE, messages);
        products.add(slot, product, ISSUE, complaints);
        return products.look(slot);
    }

    private static byte[] packed(NewProducts p) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        p.pack(new DataOutputStream(out));
        return out.toByteArray();
    }
}
