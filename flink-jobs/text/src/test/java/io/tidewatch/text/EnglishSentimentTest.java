package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishSentimentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "been on hold for two hours",
                "flight cancelled again",
                "my order says delivered but it isn't here",
                "nobody at the desk could help us",
                "where is my parcel? it was due last Tuesday",
                "why can't I log in",
                "the hotel gave our room to somebody else",
                "Thanks for nothing",
                "great, another delay",
                "#fail",
                "sooooo baaaad",
                "wont turn on",
                "not the best stay we have had"
            })
    void shouldHearBlameWithoutAWordOfFeeling(String text) {
        assertThat(label(text)).isEqualTo(Label.NEGATIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what time does the store open on Sunday?",
                "can I bring a stroller?",
                "how do I change my seat?",
                "just sent you a DM",
                "I ordered a blue one in size 8",
                "Good morning"
            })
    void shouldCallAQuestionOrStatementNeutral(String text) {
        assertThat(label(text)).isEqualTo(Label.NEUTRAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thanks for the quick reply",
                "Thanks!",
                "Sooooo goooood",
                "Not a single issue with my refund",
                "I had no trouble getting a refund",
                "The return was no problem at all"
            })
    void shouldHearPraiseAndNoComplaint(String text) {
        AnnotatedFeedback out = MessageFixtures.analyze(text);
        assertThat(out.sentiment().label()).isEqualTo(Label.POSITIVE);
        assertThat(out.opinions()).noneMatch(Opinion::complaint);
    }

    @Test
    void shouldReadSpellingsAlike() {
        assertThat(score("DONT BUY IT")).isEqualTo(score("don't buy it")).isEqualTo(score("Don’t buy it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "配送が遅すぎて最悪でした。返金もされません。",
                "Das ist fast die ganze Zeit nicht da und ich bin nicht allein",
                "El hotel no es bad, pero la comida y el bar muy lejos",
                "Ужасный сервис, деньги не вернули"
            })
    void shouldSayNothingOfALanguageThatItDoesNotRead(String text) {
        // when
        AnnotatedFeedback out = MessageFixtures.analyze(text);
        // then
        assertThat(out.feedback().lang()).isEqualTo("other");
        assertThat(out.sentiment().label()).isEqualTo(Label.NEUTRAL);
        assertThat(out.sentiment().score()).isZero();
        assertThat(out.opinions()).isEmpty();
    }

    private static Label label(String text) {
        return MessageFixtures.analyze(text).sentiment().label();
    }

    private static double score(String text) {
        return MessageFixtures.analyze(text).sentiment().score();
    }
}
