package io.tidewatch.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tidewatch.notify.AlertFixtures;
import io.tidewatch.wire.AlertJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachedTest {
    @ParameterizedTest
    @CsvSource({"2,0,图2,2 images", "1,0,图1,1 image", "0,1,视频1,1 video", "3,2,图3 视频2,'3 images, 2 videos'", "0,0,'',''"})
    void shouldSayHowManyImagesAndVideosThereAre(int images, int videos, String zh, String en) {
        assertThat(new Attached(images, videos, null).media()).isEqualTo(new Bilingual(zh, en));
    }

    @Test
    void shouldNameTheHostOfALink() {
        assertThat(new Attached(0, 0, "https://desk.example.com/t/77").host()).isEqualTo("desk.example.com");
        assertThat(new Attached(0, 0, null).host()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://", "javascript:alert(1)", "https://a b/", "https://点我.example.com/x", "no link"})
    void shouldNameNoHostThatCannotBeToldApartFromText(String link) {
        assertThat(new Attached(0, 0, link).host()).isNull();
    }

    @Test
    void shouldShowTheHostAndNotWhatStandsBeforeIt() {
        assertThat(new Attached(0, 0, "https://desk.example.com@evil.example.org/x").host())
                .isEqualTo("evil.example.org");
    }

    @Test
    void shouldGoThroughTheJsonOfAnAlert() throws JsonProcessingException {
        // given
        Alert plain = AlertFixtures.surge().build();
        EvidenceSample with =
                plain.evidence().samples().get(0).with(new Attached(2, 1, "https://desk.example.com/t/77"));
        Alert alert = plain.toBuilder()
                .evidence(new Evidence(
                        with,
                        List.of(with, plain.evidence().samples().get(1)),
                        List.of(),
                        List.of(new Lift("hub", "北仓", 4, new Bilingual("分拨中心", "Hub")), new Lift("city", "杭州", 3))))
                .build();

        // when
        String json = AlertJson.write(alert);

        // then
        assertThat(AlertJson.read(json).evidence()).isEqualTo(alert.evidence());
        assertThat(json)
                .contains(
                        "\"media\":{\"images\":2,\"videos\":1},\"link\":\"https://desk.example.com/t/77\"",
                        "\"name\":{\"zh\":\"分拨中心\",\"en\":\"Hub\"}");
        assertThat(AlertJson.write(plain)).doesNotContain("media", "link", "\"name\"");
    }
}
