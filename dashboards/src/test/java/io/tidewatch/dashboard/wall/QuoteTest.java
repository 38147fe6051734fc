package io.tidewatch.dashboard.wall;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Attached;
import io.tidewatch.alert.EvidenceSample;
import io.tidewatch.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteTest {
    private static final String TIME = "\"event_time\":\"2026-11-11T20:01:05+08:00\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"1\",\"text\":\"x\",\"visibility\":\"internal\"," + TIME + "}",
                "{\"id\":\"1\",\"text\":\"x\"," + TIME + "}",
                "{\"id\":\"1\",\"text\":\" \",\"visibility\":\"public\"," + TIME + "}",
                "{\"id\":\"1\",\"text\":\"x\",\"visibility\":\"public\",\"event_time\":\"soon\"}",
                "[]"
            })
    void shouldShowNothingUnlessItWasSaidInPublic(String json) throws JsonProcessingException {
        assertThat(Quote.of(Json.tree(json))).isEmpty();
    }

    @Test
    void shouldReadTheStreamsAndTheIndexsForm() throws JsonProcessingException {
        // when
        Quote stream = Quote.of(Json.tree("{\"id\":\"1\",\"text\":\"慢\",\"visibility\":\"public\",\"issue\":\"a.b\","
                        + "\"customer\":{\"region\":\"unknown\"}," + TIME + "}"))
                .orElseThrow();
        Quote index = Quote.of(Json.tree("{\"id\":\"1\",\"text\":\"慢\",\"visibility\":\"public\",\"issues\":[\"a.b\"],"
                        + "\"region\":\"浙江\"," + TIME + "}"))
                .orElseThrow();

        // then
        assertThat(stream.issue()).isEqualTo(index.issue()).isEqualTo("a.b");
        assertThat(stream.region()).isNull();
        assertThat(index.region()).isEqualTo("浙江");
    }

    @ParameterizedTest
    @CsvSource({"social,true", "review,true", "rss,true", "phone,false", "im,false", "ticket,false", "other,false"})
    void shouldShowSamplesOfPublicChannelsOnly(String channel, boolean shown) {
        assertThat(Quote.of(new EvidenceSample("1", "x", channel, "s", 1), null).isPresent())
                .isEqualTo(shown);
    }

    @Test
    void shouldKnowWhatCameWithAMessage() throws JsonProcessingException {
        // when
        Quote quote = Quote.of(Json.tree("{\"id\":\"1\",\"text\":\"慢\",\"visibility\":\"public\","
                        + "\"media\":{\"images\":2,\"videos\":0},\"link\":\"https://desk.example.com/t/77\"," + TIME
                        + "}"))
                .orElseThrow();

        // then
        assertThat(quote.attached()).isEqualTo(new Attached(2, 0, "https://desk.example.com/t/77"));
        assertThat(Quote.of(new EvidenceSample("1", "x", "social", "s", 1).with(quote.attached()), null))
                .get()
                .extracting(Quote::attached)
                .isEqualTo(quote.attached());
    }

    @Test
    void shouldCutLongTextBetweenCharacters() {
        // when
        Quote quote = new Quote("1", "a".repeat(239) + "😀".repeat(40), "s", null, null, 1, null);

        // then
        assertThat(quote.text()).hasSize(240).endsWith("a…");
    }
}
