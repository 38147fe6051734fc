package io.tidewatch.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class PersonalDataTest {
    @RepeatedTest(20)
    void shouldCarryValidCheckDigitsWhenInvented(RepetitionInfo run) {
        SplittableRandom r = new SplittableRandom(run.getCurrentRepetition());

        String id = PersonalData.idCard(r, SampleRegions.packaged().named("江苏"));
        String card = PersonalData.card(r);

        assertThat(id).matches("320199(19|20)\\d\\d[01]\\d[0-2]\\d\\d{3}[\\dX]");
        int sum = 0;
        for (int i = 0, weight = 1; i < 18; i++, weight = weight * 2 % 11) {
            char c = id.charAt(17 - i);
            sum += weight * (c == 'X' ? 10 : c - '0');
        }
        assertThat(sum % 11).isEqualTo(1);
        assertThat(card).matches("62\\d{17}");
        int luhn = 0;
        for (int i = 0; i < card.length(); i++) {
            int d = card.charAt(card.length() - 1 - i) - '0';
            luhn += i % 2 == 0 ? d : d * 2 / 10 + d * 2 % 10;
        }
        assertThat(luhn % 10).isZero();
        assertThat(PersonalData.mobile(r)).matches("1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}");
        assertThat(PersonalData.mail(r)).contains("@").contains("example.c");
    }
}
