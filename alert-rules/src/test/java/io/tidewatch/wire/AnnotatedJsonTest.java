package io.tidewatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Feedback;
import io.tidewatch.feedback.FoundBy;
import io.tidewatch.feedback.InvalidFeedbackException;
import io.tidewatch.feedback.Label;
import io.tidewatch.feedback.Opinion;
import io.tidewatch.feedback.Sentiment;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotatedJsonTest {
    private static AnnotatedFeedback annotated(FoundBy by) {
        return AnnotatedFeedback.builder(Feedback.builder("weibo:1", "weibo", 1_794_312_065_000L)
                        .channel("social")
                        .text("快递五天没动")
                        .build())
                .sentiment(new Sentiment(Label.NEGATIVE, -0.9, 0.95))
                .opinions(List.of(new Opinion("logistics.transit_delay", Label.NEGATIVE, -0.9, 0.95, 0, 6, true, by)))
                .build();
    }

    @Test
    void shouldSayWhoFoundAnOpinion() throws Exception {
        for (FoundBy by : FoundBy.values()) {
            String json = AnnotatedJson.write(annotated(by));

            assertThat(Json.tree(json).at("/opinions/0/by").asText()).isEqualTo(by.wire());
            assertThat(AnnotatedJson.read(Json.tree(json)).opinions())
                    .isEqualTo(annotated(by).opinions());
        }
    }

    @Test
    void shouldTakeForWordsWhatWasStoredBeforeItWasSaid() throws Exception {
        ObjectNode stored = (ObjectNode) Json.tree(AnnotatedJson.write(annotated(FoundBy.MODEL)));
        ((ObjectNode) stored.at("/opinions/0")).remove("by");

        assertThat(AnnotatedJson.read(stored).opinions().get(0).by()).isEqualTo(FoundBy.KEYWORD);
    }

    @Test
    void shouldNameWhatIsNoSuchWord() throws Exception {
        ObjectNode other = (ObjectNode) Json.tree(AnnotatedJson.write(annotated(FoundBy.MODEL)));
        ((ObjectNode) other.at("/opinions/0")).put("by", "guess");

        assertThatExceptionOfType(InvalidFeedbackException.class)
                .isThrownBy(() -> AnnotatedJson.read(other))
                .withMessageContaining("by: 'guess', expected keyword, model or person");
    }
}
