package io.tidewatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.alert.Alert;
import io.tidewatch.alert.Group;
import io.tidewatch.alert.Measure;
import io.tidewatch.notify.AlertFixtures;
import io.tidewatch.surge.ExpectedBand;
import org.junit.jupiter.api.Test;

/** The range around what is expected, as it goes over the wire. */
class ExpectedBandJsonTest {
    private static final ExpectedBand BAND = new ExpectedBand(9, 20);

    @Test
    void shouldGoThroughTheJsonOfAnAlert() throws JsonProcessingException {
        Alert alert = AlertFixtures.surge().band(BAND).build();

        String json = AlertJson.write(alert);

        assertThat(json)
                .contains("\"expected\":14.2,\"expected_low\":9,\"expected_high\":20,\"band\":[9,20],\"ratio\":");
        assertThat(AlertJson.read(json).value().band()).isEqualTo(BAND);
        assertThat(AlertJson.write(AlertJson.read(json))).isEqualTo(json);
    }

    @Test
    void shouldReadAnAlertOfAVersionThatDidNotSay() throws JsonProcessingException {
        Alert alert = AlertFixtures.surge().build();

        String json = AlertJson.write(alert);

        assertThat(json).contains("\"expected\":14.2,\"ratio\":").doesNotContain("expected_low", "band");
        assertThat(AlertJson.read(json).value().band()).isNull();
        assertThat(AlertJson.write(AlertJson.read(json))).isEqualTo(json);
    }

    @Test
    void shouldGoThroughTheJsonOfAMeasure() throws JsonProcessingException {
        Measure with =
                new Measure("complaints", Group.ALL, 0, 60_000, 5, 4, 3, 2, 1, 1.5, new ExpectedBand(0, 3), null);
        Measure without = new Measure("complaints", Group.ALL, 0, 60_000, 5, 4, 3, 2, 1, 1.5, null, null);

        assertThat(MeasureJson.write(with)).contains("\"expected\":1.5,\"expected_low\":0,\"expected_high\":3,");
        assertThat(MeasureJson.read(MeasureJson.write(with))).isEqualTo(with);
        assertThat(MeasureJson.write(without)).doesNotContain("expected_");
        assertThat(MeasureJson.read(MeasureJson.write(without))).isEqualTo(without);
    }
}
