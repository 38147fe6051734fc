package io.tidewatch.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.connector.file.FieldMapping.Kind;
import io.tidewatch.connector.file.FieldMapping.Source;
import org.junit.jupiter.api.Test;

class FieldMappingTest {
    @Test
    void shouldMapDeclaredDimensionsAndNameTheNearestOfOthers() {
        // when
        FieldMapping mapping = FieldMapping.parse(
                "text=a,event_time=t,courier=承运商,dims.hub=分拨,media.images=图,link=链接",
                java.util.List.of("courier", "hub"));
        // then
        assertThat(mapping.fields())
                .containsEntry("dims.courier", new Source(Kind.WORD, "承运商"))
                .containsEntry("dims.hub", new Source(Kind.WORD, "分拨"));
        assertThatThrownBy(() -> FieldMapping.parse("text=a,event_time=t,dims.curier=b"))
                .hasMessageContaining("'dims.curier' is not a field of feedback, did you mean 'dims.courier'?");
    }

    @Test
    void shouldReadColumnsAndConstants() {
        FieldMapping mapping = FieldMapping.parse("text=内容, event_time = 时间,source='survey',customer.region=省份");

        assertThat(mapping.fields())
                .containsEntry("text", new Source(Kind.WORD, "内容"))
                .containsEntry("event_time", new Source(Kind.WORD, "时间"))
                .containsEntry("source", new Source(Kind.CONSTANT, "survey"))
                .containsEntry("customer.region", new Source(Kind.WORD, "省份"))
                .hasSize(4);
    }

    @Test
    void shouldKeepCommasAndQuotesWithinQuotes() {
        FieldMapping mapping =
                FieldMapping.parse("text=\"What, if \"\"any\"\"=?\",event_time=t,source='it''s, so',touchpoint=''");

        assertThat(mapping.fields())
                .containsEntry("text", new Source(Kind.COLUMN, "What, if \"any\"=?"))
                .containsEntry("source", new Source(Kind.CONSTANT, "it's, so"))
                .containsEntry("touchpoint", new Source(Kind.CONSTANT, ""));
    }

    @Test
    void shouldReportEveryProblemAtOnce() {
        assertThatThrownBy(() -> FieldMapping.parse("txet=a,event_time=,source='x,nps=b,nps"))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("'txet' is not a field of feedback, did you mean 'text'?")
                .hasMessageContaining("event_time has no value")
                .hasMessageContaining("source: 'x,nps=b,nps, expected a closing '");
    }

    @Test
    void shouldWantTextAndTime() {
        assertThatThrownBy(() -> FieldMapping.parse("source=a"))
                .hasMessageContaining("event_time is missing")
                .hasMessageContaining("text is missing");
    }

    @Test
    void shouldDoWithoutTextWhenThereIsAScore() {
        assertThat(FieldMapping.parse("nps=分,event_time=时间").fields()).hasSize(2);
    }
}
