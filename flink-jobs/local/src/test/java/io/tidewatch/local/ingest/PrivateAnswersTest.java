package io.tidewatch.local.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.ingest.FeedbackBatch;
import io.tidewatch.text.privacy.Masker;
import io.tidewatch.wire.FeedbackJson;
import org.junit.jupiter.api.Test;

class PrivateAnswersTest {
    @Test
    void shouldQuoteNoPersonalDataWhenAMessageIsRefused() {
        // given
        String body = "{\"id\":\"a\",\"source\":\"b\",\"event_time\":\"打13812345678\",\"text\":\"慢\"}";
        // when
        FeedbackBatch batch = FeedbackBatch.read(body, new FeedbackJson(100), Masker.withoutKey()::maskQuote);
        // then
        assertThat(batch.problems())
                .singleElement()
                .satisfies(p ->
                        assertThat(p.problem()).contains("event_time", "[手机号]").doesNotContain("1381234"));
    }
}
