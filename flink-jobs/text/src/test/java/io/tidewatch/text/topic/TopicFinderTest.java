package io.tidewatch.text.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Product;
import io.tidewatch.text.MessageFixtures;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFinderTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Test
    void shouldFindWhatNoLeafNamesInBothLanguages() {
        List<FoundTopic> topics = find(Complaints.all());

        assertThat(topics).extracting(FoundTopic::title).containsExactly("充电桩…油车占", "seat upgrade");
        assertThat(topics).extracting(FoundTopic::authors).containsExactly(6, 5);
        assertThat(topics.get(0).words()).contains("充电桩", "油车");
        assertThat(topics.get(0).keywords()).contains("充电桩…油车", "油车…充电桩");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFindTheSameInAnyOrder(long seed) {
        List<AnnotatedFeedback> shuffled = new ArrayList<>(Complaints.all());
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(find(shuffled)).isEqualTo(find(Complaints.all()));
    }

    @Test
    void shouldCountCopiesAndFurtherMessagesOfAnAuthorOnce() {
        // given
        List<AnnotatedFeedback> messages = new ArrayList<>(Complaints.all());
        for (int i = 0; i < 20; i++) {
            messages.add(Complaints.said("copy" + i, "fan" + i, 20, Complaints.CHARGING.get(0) + "！！"));
            messages.add(Complaints.said("again" + i, "u1", 20, i + "号充电桩被油车占着，烦死了"));
        }

        // when
        FoundTopic topic = find(messages).get(0);

        // then
        assertThat(topic.authors()).isEqualTo(6);
        assertThat(topic.messages()).isGreaterThanOrEqualTo(6 + 20 + 20);
        assertThat(topic.texts()).hasSize(6);
    }

    @Test
    void shouldFindNoTopicInTheCopiesOfOneText() {
        List<AnnotatedFeedback> messages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            messages.add(Complaints.said("copy" + i, "fan" + i, i, Complaints.CHARGING.get(0)));
        }

        assertThat(find(messages)).isEmpty();
    }

    @Test
    void shouldFindNoTopicInPoliteWordsBrandsAndReservedOnes() {
        // given
        List<AnnotatedFeedback> messages = new ArrayList<>();
        for (int i = 0; i < Complaints.CHARGING.size(); i++) {
            var f = Complaints.raw("m" + i, "u" + i, i, Complaints.CHARGING.get(i)).toBuilder()
                    .product(new Product("充电桩", null, null, null))
                    .build();
            messages.add(MessageFixtures.ANALYZER.analyze(f));
            messages.add(Complaints.said("p" + i, "v" + i, i, "你好请问客服，" + "真烦人".repeat(i + 1)));
        }

        // then
        assertThat(find(messages)).extracting(FoundTopic::words).containsExactly(List.of("油车"));
        TopicFinder finder = new TopicFinder(Set.of("油车", "upgrade"));
        Complaints.all().forEach(finder::take);
        assertThat(finder.find(5, ZONE, List.of()))
                .extracting(FoundTopic::title)
                .noneMatch(t -> t.contains("油车"));
    }

    @Test
    void shouldKeepNothingPersonalAndNothingWithdrawn() {
        List<AnnotatedFeedback> messages = new ArrayList<>(Complaints.all());
        var gone = messages.get(0).feedback().toBuilder().op("delete").text("").build();
        messages.add(MessageFixtures.ANALYZER.analyze(gone));

        FoundTopic topic = find(messages).stream()
                .filter(t -> t.words().contains("充电桩"))
                .findFirst()
                .orElseThrow();

        assertThat(topic.texts()).hasSize(5).noneMatch(t -> t.contains("13812345678") || t.contains("真烦人"));
        assertThat(topic.texts()).anyMatch(t -> t.contains("[手机号]"));
    }

    @Test
    void shouldKeepItsIdAsItGrows() {
        // given
        FoundTopic small = find(Complaints.all()).get(0);
        List<AnnotatedFeedback> more = new ArrayList<>(Complaints.all());
        for (int i = 0; i < 8; i++) {
            more.add(Complaints.said(
                    "n" + i, "w" + i, 30 + i, "停车场" + "西东南北".charAt(i % 4) + "区的充电桩被" + (i + 2) + "辆油车占了，真烦人"));
        }

        // then
        FoundTopic grown = find(more).get(0);
        assertThat(grown.authors()).isGreaterThan(small.authors());
        assertThat(grown.id()).isEqualTo(small.id());

        // and when its first words are others than before
        TopicFinder finder = new TopicFinder();
        more.forEach(finder::take);
        assertThat(finder.find(5, ZONE, List.of(new KnownTopic("0ld1d000", List.of("油车", "充电桩", "车位")))))
                .extracting(FoundTopic::id)
                .contains("0ld1d000");
    }

    @Test
    void shouldCountByDay() {
        FoundTopic topic = find(Complaints.all()).get(0);

        assertThat(topic.days().stream().mapToLong(d -> d).sum()).isEqualTo(topic.messages());
        assertThat(topic.lastAt()).isEqualTo(topic.firstAt() + 5 * 3_600_000L);
    }

    private static List<FoundTopic> find(List<AnnotatedFeedback> messages) {
        TopicFinder finder = new TopicFinder();
        messages.forEach(finder::take);
        return finder.find(5, ZONE, List.of());
    }
}
