package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.feedback.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnglishLessonsTest {
    @Test
    void shouldMakeSentencesOfAPattern() {
        // given
        String file = "thing = bag | order\n[negative]\nlost my {thing}( again|)\n{thing}\n";
        // when
        List<LabelledText> texts = EnglishLessons.read(file);
        // then
        assertThat(texts)
                .extracting(LabelledText::text)
                .contains("lost my bag", "lost my bag again", "lost my order", "lost my order again", "bag", "order")
                .noneMatch(t -> t.contains("|") || t.contains("{"));
        assertThat(texts).allMatch(t -> t.label() == Label.NEGATIVE);
    }

    @Test
    void shouldMakeTheSameSentencesAgain() {
        assertThat(EnglishLessons.packaged())
                .isEqualTo(EnglishLessons.packaged())
                .hasSizeGreaterThan(10_000);
    }

    @Test
    void shouldCallPraiseWithBlameBlame() {
        // given
        List<LabelledText> texts = EnglishLessons.packaged();
        // then
        assertThat(texts)
                .filteredOn(t -> t.text().contains(". However, ") || t.text().contains(". But "))
                .isNotEmpty()
                .allMatch(t -> t.label() == Label.NEGATIVE);
    }

    @Test
    void shouldNameTheLineThatIsWrong() {
        assertThatThrownBy(() -> EnglishLessons.read("[negative]\nlost my {bag}"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("no words for the name");
        assertThatThrownBy(() -> EnglishLessons.read("[neutral]\nwhat (time|day"))
                .hasMessageContaining("not closed");
        assertThatThrownBy(() -> EnglishLessons.read("what time")).hasMessageContaining("line 1");
        assertThatThrownBy(() -> EnglishLessons.read("[angry]\nno")).hasMessageContaining("line 1");
    }
}
