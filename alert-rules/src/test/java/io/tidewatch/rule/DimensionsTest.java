package io.tidewatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.rule.cel.Row;
import io.tidewatch.rule.cel.RuleFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DimensionsTest {

    @ParameterizedTest
    @CsvSource({
        "issue, logistics.transit_delay",
        "category, logistics",
        "region, 浙江",
        "city, unknown",
        "product, unknown",
        "brand, unknown",
        "version, unknown",
        "batch, unknown",
        "channel, social",
        "source, weibo",
        "touchpoint, unknown",
        "tier, vip",
        "age_band, unknown",
        "customer, unknown",
        "author, a1",
        "order, unknown",
        "thread, unknown",
        "keyword, 没动",
        "courier, unknown"
    })
    void shouldGiveValueOrUnknown(String dimension, String expected) {
        assertThat(Dimensions.valueOf(dimension, RuleFixtures.delay())).isEqualTo(expected);
    }

    @Test
    void shouldGiveEveryKeyword() {
        assertThat(Dimensions.valuesOf("keyword", RuleFixtures.delay())).containsExactly("没动", "五天");
        assertThat(Dimensions.valuesOf("region", RuleFixtures.delay())).isEqualTo(List.of("浙江"));
    }

    @Test
    void shouldListDimensionsOfTheDocumentation() {
        assertThat(Dimensions.names())
                .containsExactly(
                        ("issue, category, region, city, product, brand, version, batch, channel, source, touchpoint, "
                                        + "tier, age_band, customer, author, order, thread, keyword")
                                .split(", "));
    }

    @Test
    void shouldCallRowWithoutOpinionUnknown() {
        Row row = RuleFixtures.row(RuleFixtures.feedback("你好", "unknown", null, null), null, null);
        assertThat(Dimensions.valueOf("issue", row)).isEqualTo("unknown");
    }
}
