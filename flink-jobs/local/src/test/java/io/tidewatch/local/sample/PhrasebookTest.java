package io.tidewatch.local.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PhrasebookTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void shouldExpandSlotsFiguresAndChoicesWhenSaid() {
        Phrasebook book = Phrasebook.read("[a]\n{b}{3-3}({x}|{x})\n[b]\n{cn:2-2}天\n", "零", "一", "两");

        assertThat(book.say("a", Map.of("x", "!"), random)).isEqualTo("两天3!");
    }

    @Test
    void shouldChooseTheSectionOfTheKindWhenSlotAsksForAnyKind() {
        Phrasebook book = Phrasebook.read("[a]\n{b.*}\n[b.food]\neat\n[b.book]\nread\n");

        assertThat(book.say("a", Map.of(Phrasebook.KIND, "book"), random)).isEqualTo("read");
        assertThat(book.slotsWithoutSection()).isEmpty();
    }

    @Test
    void shouldRefuseWhenAPhraseIsNotClosed() {
        assertThatThrownBy(() -> Phrasebook.read("[a]\n(x|y\n")).hasMessageContaining("not closed");
        assertThatThrownBy(() -> Phrasebook.read("[a]\n{x\n")).hasMessageContaining("not closed");
        assertThatThrownBy(() -> Phrasebook.read("[a]\nx)\n")).hasMessageContaining("stray");
        assertThatThrownBy(() -> Phrasebook.read("[a]\nx\n[a]\n")).hasMessageContaining("twice");
    }

    @Test
    void shouldKnowEveryNameWhenPackaged() {
        Set<String> given = new TreeSet<>(Set.of(
                "brand",
                "card",
                "city",
                "core",
                "courier2",
                "hubcity",
                "idcard",
                "mail",
                "mobile",
                "product",
                "product2"));

        assertThat(given).containsAll(Phrasebook.chinese().slotsWithoutSection());
        assertThat(given).containsAll(Phrasebook.english().slotsWithoutSection());
        assertThat(Phrasebook.chinese().sections())
                .containsAll(BackgroundIssues.ids().stream()
                        .map(id -> id.equals("other") || id.equals("voice.suggestion") ? id + ".complaint" : id)
                        .toList());
    }
}
