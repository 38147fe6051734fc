package io.tidewatch.local.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.connector.file.BrokenRows;
import io.tidewatch.text.privacy.Masker;
import org.junit.jupiter.api.Test;

class BrokenRowsTest {
    @Test
    void shouldQuoteNoPersonalDataWhenAValueIsWrong() {
        // given
        BrokenRows rows = new BrokenRows(Masker.withoutKey()::maskQuote);
        // when
        rows.add("row 3, event_time: '我叫王小明，电话13812345678', expected RFC 3339");
        rows.add("row 4, rating: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1381234...', expected a number");
        // then
        assertThat(String.join("\n", rows.lines()))
                .contains("row 3, event_time: '我叫[姓名]，电话[手机号]', expected RFC 3339")
                .doesNotContain("1381234");
    }
}
