package io.tidewatch.feedback.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.Author;
import io.tidewatch.feedback.AuthorRole;
import io.tidewatch.feedback.Customer;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.Verification;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedIdsTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long T = 1_800_000_000_000L / (24 * HOUR) * 24 * HOUR;

    private SharedIds ids = new SharedIds();
    private final List<SharedId> found = new ArrayList<>();
    private long now = T;
    private int n;

    @Test
    void shouldFindAnAuthorBehindWhomManyCustomersStand() {
        under("shop", 200, 20);
        look(T + MINUTE);

        assertThat(found)
                .containsExactly(
                        new SharedId("im", IdField.AUTHOR, "shop", T + MINUTE, SharedId.OPEN, T + MINUTE, 200, 200));
    }

    @Test
    void shouldFindNoneOf199Messages() {
        under("shop", 199, 50);
        look(T + MINUTE);

        assertThat(found).isEmpty();
    }

    @Test
    void shouldFindNoneBehindWhom19Stand() {
        under("shop", 400, 19);
        look(T + MINUTE);

        assertThat(found).isEmpty();
    }

    @Test
    void shouldFindNoneOfLessThanAFifth() {
        under("shop", 200, 20);
        people(801);
        look(T + MINUTE);
        assertThat(found).isEmpty();

        under("shop", 1, 1);
        look(T + 2 * MINUTE);
        assertThat(found).extracting(SharedId::of).containsExactly(1_002L);
    }

    @Test
    void shouldFindCustomersByTheirOrdersAndOrdersByTheirAuthors() {
        for (int i = 0; i < 200; i++) {
            say(null, "shop", "order" + i % 20);
            say("author" + i, null, "000");
        }
        look(T + MINUTE);

        assertThat(found).extracting(SharedId::value).containsExactly("shop", "000");
        assertThat(found).extracting(SharedId::field).containsExactly(IdField.CUSTOMER, IdField.ORDER);
    }

    @Test
    void shouldNotTakeOneCustomersOrdersForMany() {
        for (int i = 0; i < 400; i++) {
            say("li", "li", "order" + i % 19);
        }
        look(T + MINUTE);

        assertThat(found).isEmpty();
    }

    @Test
    void shouldAddWhatHoursHave() {
        for (int hour = 0; hour < 20; hour++) {
            now = T + hour * HOUR + MINUTE;
            say("shop", "c" + hour, null);
            for (int i = 0; i < 9; i++) {
                say("shop", "c" + hour, null);
            }
            people(40);
            look(T + (hour + 1) * HOUR);
            assertThat(found).hasSize(hour == 19 ? 1 : 0);
        }
    }

    @Test
    void shouldForgetAfterADayAndSaySoOnTheHour() {
        now = T + 30 * MINUTE;
        under("shop", 300, 30);
        look(T + 30 * MINUTE);
        for (long at = T + HOUR; at < T + 25 * HOUR; at += HOUR) {
            look(at);
            assertThat(found).hasSize(1);
            assertThat(found.get(0).isInForce(at))
                    .as("after " + (at - T) / HOUR + " h")
                    .isTrue();
        }

        look(T + 25 * HOUR);

        assertThat(found)
                .containsExactly(new SharedId(
                        "im", IdField.AUTHOR, "shop", T + 30 * MINUTE, T + 25 * HOUR, T + 25 * HOUR, 0, 0));
        assertThat(ids.isEmpty()).isTrue();
        assertThat(ids.nextLook(T + 25 * HOUR)).isEqualTo(SharedIds.NEVER);
    }

    @Test
    void shouldEndOnTheHourWhenItIsNoLongerAFifth() {
        under("shop", 300, 30);
        look(T + MINUTE);
        now = T + 2 * MINUTE;
        people(3_000);
        look(T + 2 * MINUTE);
        assertThat(found).as("within the hour").isEmpty();

        look(T + HOUR);

        assertThat(found).extracting(SharedId::until).containsExactly(T + HOUR);
        look(T + 2 * HOUR);
        assertThat(found).isEmpty();
    }

    @Test
    void shouldFindTheSameWhateverTheOrderAndHoweverItIsSplit() {
        List<Feedback> all = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            all.add(message(i % 2 == 0 ? "shop" : "a" + i, "c" + i % 37, i % 3 == 0 ? null : "o" + i));
        }
        List<List<SharedId>> outcomes = new ArrayList<>();
        for (int split : List.of(1, 7, 600)) {
            Collections.shuffle(all, new Random(split));
            ids = new SharedIds();
            for (int from = 0; from < all.size(); from += split) {
                IdCounts part = new IdCounts();
                all.subList(from, Math.min(all.size(), from + split)).forEach(part::add);
                ids.add(T + MINUTE, IdCounts.of(part.bytes()));
            }
            outcomes.add(ids.look("im", T + MINUTE));
        }

        assertThat(outcomes.get(0)).hasSize(1);
        assertThat(outcomes).containsOnly(outcomes.get(0));
    }

    @Test
    void shouldKeepFewValuesOfAMillion() {
        int each = 40_000;
        for (int hour = 0; hour < 25; hour++) {
            for (int minute = 0; minute < 4; minute++) {
                now = T + hour * HOUR + (minute + 1) * MINUTE;
                IdCounts came = new IdCounts();
                for (int i = 0; i < each / 4; i++) {
                    came.add(i % 4 == 0 ? message("shop", "c" + n, null) : message("a" + n, "c" + n, "o" + n));
                    n++;
                }
                ids.add(now, came);
                found.clear();
                found.addAll(ids.look("im", now));
                assertThat(ids.size()).isLessThan(120_000);
            }
            look(T + (hour + 1) * HOUR);
            assertThat(ids.size()).as("between hours").isLessThan(100);
            assertThat(found).extracting(SharedId::value).containsExactly("shop");
        }
    }

    @Test
    void shouldGoOnWhereItWasWhenItIsReadBack() throws IOException {
        under("shop", 150, 15);
        look(T + MINUTE);
        ids.add(T + 2 * MINUTE, counts("shop", 40, 4));
        ids = again(ids);
        ids.add(T + 2 * MINUTE, counts("shop", 10, 1));
        look(T + 2 * MINUTE);
        assertThat(found).extracting(SharedId::messages).containsExactly(200L);

        ids = again(ids);
        look(T + HOUR);

        assertThat(found).extracting(SharedId::from).containsExactly(T + 2 * MINUTE);
    }

    @Test
    void shouldTakeMessagesAsIfTheSourceHadGivenNoId() {
        Feedback f = message("shop", "li", "o1");
        IdsOfMany many = new IdsOfMany();
        many.add(new SharedId("im", IdField.AUTHOR, "shop", T, SharedId.OPEN, T, 200, 300));
        many.add(new SharedId("im", IdField.ORDER, "o1", T, T + HOUR, T, 200, 300));
        many.add(new SharedId("im", IdField.CUSTOMER, "shop", T, SharedId.OPEN, T, 200, 300));
        many.add(new SharedId("other", IdField.CUSTOMER, "li", T, SharedId.OPEN, T, 200, 300));

        Feedback during = Objects.requireNonNull(many.without(f, T));
        assertThat(during.author()).isEqualTo(new Author(null, AuthorRole.CUSTOMER, "a shop", 7, Verification.COMPANY));
        assertThat(during.customer()).isEqualTo(f.customer());
        assertThat(during.orderId()).isNull();
        assertThat(many.without(f, T - 1)).isNull();
        assertThat(many.without(f, T + HOUR)).extracting(Feedback::orderId).isEqualTo("o1");

        assertThat(many.forget(T + HOUR)).isEmpty();
        assertThat(many.forget(T + HOUR + 1)).extracting(SharedId::value).containsExactly("o1");
        assertThat(many.without(f, T)).extracting(Feedback::orderId).isEqualTo("o1");
    }

    @Test
    void shouldKnowARepeatAmongTenThousands() {
        RecentIds recent = new RecentIds();
        assertThat(recent.isRepeat("im:0")).isFalse();
        int repeats = 0;
        for (int i = 1; i < 60_000; i++) {
            repeats += recent.isRepeat("im:" + i) ? 1 : 0;
        }
        assertThat(repeats).isZero();
        for (int i = 50_000; i < 60_000; i++) {
            repeats += recent.isRepeat("im:" + i) ? 1 : 0;
        }
        assertThat(repeats).isBetween(8_000, 10_000);
    }

    private static SharedIds again(SharedIds ids) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ids.pack(new DataOutputStream(bytes));
        return SharedIds.unpack(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }

    private void under(String author, int messages, int customers) {
        ids.add(SharedIds.slotOf(now), counts(author, messages, customers));
    }

    private IdCounts counts(String author, int messages, int customers) {
        IdCounts c = new IdCounts();
        for (int i = 0; i < messages; i++) {
            c.add(message(author, "customer" + n + "-" + i % customers, null));
        }
        n += messages;
        return c;
    }

    private void people(int messages) {
        for (int i = 0; i < messages; i++) {
            say("person" + n, "person" + n, null);
        }
    }

    private void say(@Nullable String author, @Nullable String customer, @Nullable String order) {
        IdCounts c = new IdCounts();
        c.add(message(author, customer, order));
        ids.add(SharedIds.slotOf(now), c);
        n++;
    }

    private static Feedback message(@Nullable String author, @Nullable String customer, @Nullable String order) {
        return Feedback.builder("im:1", "im", T)
                .author(new Author(author, AuthorRole.CUSTOMER, "a shop", 7, Verification.COMPANY))
                .customer(new Customer(customer, "vip", "浙江", "杭州", null))
                .orderId(order)
                .build();
    }

    private void look(long at) {
        found.clear();
        found.addAll(ids.look("im", at));
        now = Math.max(now, at + 1);
    }
}
