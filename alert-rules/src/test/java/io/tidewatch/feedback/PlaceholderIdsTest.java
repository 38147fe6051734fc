package io.tidewatch.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderIdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "--", "0", "000", "null", "NULL", "undefined", "匿名", " 匿名用户 ", "N/A", "***"})
    void shouldKnowWhatStandsForNobody(String id) {
        assertThat(PlaceholderIds.isPlaceholder(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10", "u0", "匿名用户1024", "王", "a***b", "null-1"})
    void shouldLeaveIdsOfPeople(String id) {
        assertThat(PlaceholderIds.isPlaceholder(id)).isFalse();
    }
}
