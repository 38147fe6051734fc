package io.tidewatch.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final List<TopicSpec> specs = Topics.specs(TopicSettings.defaults());

    @Test
    void shouldMatchOnlyFeedbackTopicsWhenThePatternIsApplied() {
        assertThat(List.of("tidewatch.feedback.social", "tidewatch.feedback.app-store2"))
                .allMatch(t -> t.matches(Topics.FEEDBACK_PATTERN));
        assertThat(List.of(
                        "tidewatch.feedback",
                        "tidewatch.feedback.",
                        "tidewatch.annotated",
                        "tidewatchxfeedback.social"))
                .noneMatch(t -> t.matches(Topics.FEEDBACK_PATTERN));
    }

    @Test
    void shouldFallBackToTheTopicsChannelWhenTheMessageNamesNone() {
        assertThat(Topics.defaultChannel(Topics.FEEDBACK_SOCIAL)).isEqualTo("social");
        assertThat(Topics.defaultChannel(Topics.FEEDBACK_SERVICE)).isEqualTo("im");
        assertThat(Topics.defaultChannel("tidewatch.feedback.ticket")).isEqualTo("ticket");
        assertThat(Topics.defaultChannel("tidewatch.feedback.taobao")).isEqualTo("other");
    }

    @Test
    void shouldKeepTheLedgerCompactedAndTheRulesInOnePartitionWhenTopicsAreMade() {
        var byName = specs.stream().collect(Collectors.toMap(TopicSpec::name, Function.identity()));

        assertThat(byName.get(Topics.RECEIPTS).config().get("cleanup.policy")).contains("compact");
        assertThat(byName.get(Topics.RULES).config()).containsEntry("cleanup.policy", "compact");
        assertThat(byName.get(Topics.RULES).partitions()).isEqualTo(1);
        assertThat(byName.get(Topics.PRIMERS).partitions()).isEqualTo(1);
        assertThat(byName.get(Topics.ALERTS).config()).containsEntry("cleanup.policy", "delete");
        assertThat(byName.get(Topics.ANNOTATED).partitions()).isEqualTo(4);
    }

    @Test
    void shouldTakeSixMegabytesAndTheBrokersClockOnEveryTopic() {
        assertThat(specs)
                .hasSize(16)
                .allSatisfy(s -> assertThat(s.config())
                        .containsEntry("max.message.bytes", "6291456")
                        .containsEntry("message.timestamp.type", "LogAppendTime"));
    }

    @Test
    void shouldNameTheValueWhenSettingsAreWrong() {
        assertThatThrownBy(() -> new TopicSettings(0, 1, 1, 1)).hasMessageContaining("partitions: 0");
        assertThatThrownBy(() -> KafkaSettings.of(" ")).hasMessageContaining("bootstrap");
    }

    @Test
    void shouldNotPrintClientPropertiesWhenSettingsAreLogged() {
        var settings = new KafkaSettings("k:9092", java.util.Map.of("sasl.jaas.config", "hunter2"));

        assertThat(settings.toString()).contains("sasl.jaas.config").doesNotContain("hunter2");
    }
}
