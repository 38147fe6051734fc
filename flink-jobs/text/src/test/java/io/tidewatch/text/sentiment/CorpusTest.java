package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidewatch.feedback.Label;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CorpusTest {
    @Test
    void shouldHoldOutAFifthAndNeverLearnFromIt() {
        // given
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            texts.add(text("a", "hotel", "房间第" + i + "号"));
            texts.add(text("b", "hotel2", "房间，第" + i + "号！"));
        }
        // when
        Corpus corpus = new Corpus(texts);
        // then
        assertThat(corpus.heldOut()).hasSizeBetween(2 * 330, 2 * 470);
        assertThat(corpus.heldOut().size() / 2 + corpus.training().size()).isEqualTo(2000);
        Set<String> learnt = normalised(corpus.training());
        assertThat(normalised(corpus.heldOut())).doesNotContainAnyElementsOf(learnt);
        assertThat(corpus.everything()).hasSize(2000);
    }

    @Test
    void shouldNotLearnFromNearCopiesOfHeldOutTexts() {
        // given
        String tail = "，住了三个晚上，前台很热情，早餐一般，下次去那里出差还会考虑再住，总的来说值这个价钱，推荐给大家试试看吧";
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            texts.add(text("a", "hotel", "房间第" + i + "号" + tail));
        }
        // then
        Corpus corpus = new Corpus(texts);
        assertThat(corpus.heldOut()).isNotEmpty();
        assertThat(corpus.training()).isEmpty();
    }

    @Test
    void shouldLeaveOutADomainAndTextsOfTwoMinds() {
        // given
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(text("a", "hotel", "房间第" + i + "号"));
            texts.add(text("a", "hotel2", "酒店第" + i + "号"));
            texts.add(text("a", "book", "书第" + i + "页"));
            texts.add(text("b", "tablet", "书第" + i + "页"));
        }
        texts.add(new LabelledText("c", "book", "书第7页", Label.NEGATIVE, false));
        // when
        Corpus corpus = new Corpus(texts);
        // then
        assertThat(corpus.trainingWithout("hotel"))
                .isNotEmpty()
                .noneMatch(t -> t.domain().startsWith("hotel"));
        assertThat(corpus.trainingWithout("book")).noneMatch(t -> t.domain().equals("book"));
        assertThat(corpus.everything()).noneMatch(t -> t.text().equals("书第7页"));
    }

    @Test
    void shouldSeeThroughCaseWidthAndPunctuation() {
        assertThat(Corpus.normalise("ＯＫ，很 好！")).isEqualTo("ok很好");
        assertThat(Corpus.normalise("！！")).isEqualTo("！！");
    }

    private static LabelledText text(String file, String domain, String text) {
        return new LabelledText(file, domain, text, Label.POSITIVE, false);
    }

    private static Set<String> normalised(List<LabelledText> texts) {
        return texts.stream().map(t -> Corpus.normalise(t.text())).collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void shouldHoldOutEachTextInJustOneFifth() {
        // given
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            texts.add(new LabelledText("a.csv", "a", "第" + i + "句话说的是别的", Label.POSITIVE, false));
        }

        // when
        List<String> heldOut = new ArrayList<>();
        for (int fifth = 0; fifth < Corpus.PARTS; fifth++) {
            new Corpus(texts, fifth).heldOut().forEach(t -> heldOut.add(t.text()));
        }

        // then
        assertThat(heldOut).hasSize(200).doesNotHaveDuplicates();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Corpus(texts, 5))
                .withMessage("fifth: 5, expected 0–4");
    }
}
