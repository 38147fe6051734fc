package io.tidewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.dashboard.wall.Learning;
import io.tidewatch.dashboard.wall.LiveSummary;
import io.tidewatch.local.stored.ReadPast;
import io.tidewatch.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackStatusTest {
    private static final StackStatus WHOLE = new StackStatus(
            Map.of("kafka", "127.0.0.1:1"),
            Map.of("kafka", true),
            Map.of("tidewatch-detect", "running"),
            Map.of("tidewatch.feedback.survey-3", 450L),
            Map.of(),
            List.of("a burst of 6 people in 1h", "silence (SourceSilent learns 1 of 2 days)"),
            new ReadPast("abc-1", 3, 12),
            new LiveSummary(7L, new Learning(2, 14)));

    @Test
    void shouldSayHowFarThePastIsReadAgain() {
        assertThat(StatusCommand.lines(WHOLE))
                .contains("stored feedback: 3 of 12 read again by analysis abc-1")
                .contains("complaints     7 in the last hour");
        assertThat(new ReadPast("abc-1", 12, 12).inWords()).isEqualTo("all 12 read by analysis abc-1");
    }

    @Test
    void shouldSayTheSameToPrograms() throws Exception {
        JsonNode n = Json.tree(WHOLE.json());

        assertThat(n.path("well").asBoolean()).isTrue();
        assertThat(n.at("/servers/kafka").toString()).isEqualTo("{\"address\":\"127.0.0.1:1\",\"answers\":true}");
        assertThat(n.at("/jobs/tidewatch-detect").asText()).isEqualTo("running");
        assertThat(n.at("/late_origins_seconds/tidewatch.feedback.survey-3").asLong())
                .isEqualTo(450);
        assertThat(n.path("suspended_rules_minutes").isEmpty()).isTrue();
        assertThat(n.path("hears").asText()).isEqualTo("a burst of 6 people in 1h");
        assertThat(n.path("not_yet").asText()).startsWith("silence");
        assertThat(n.path("stored_feedback").toString())
                .isEqualTo("{\"analysis_version\":\"abc-1\",\"read\":3,\"messages\":12}");
        assertThat(n.path("learning").toString()).isEqualTo("{\"days\":2,\"of\":14}");
        assertThat(n.path("complaints_last_hour").asLong()).isEqualTo(7);
    }

    @Test
    void shouldSayNullOfWhatIsNotKnown() throws Exception {
        StackStatus away = new StackStatus(
                Map.of("redis", "redis://127.0.0.1:1"),
                Map.of("redis", false),
                null,
                null,
                null,
                List.of(),
                null,
                null);

        JsonNode n = Json.tree(away.json());

        assertThat(away.isWell()).isFalse();
        assertThat(n.path("jobs").isNull()).isTrue();
        assertThat(n.path("stored_feedback").isNull()).isTrue();
        assertThat(n.path("hears").isNull()).isTrue();
        assertThat(n.path("complaints_last_hour").isNull()).isTrue();
        assertThat(StatusCommand.lines(away)).hasSize(1).first().asString().contains("no answer");
    }
}
