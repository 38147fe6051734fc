package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentimentModelTest {
    private static final byte[] BYTES = SentimentModel.packaged().bytes();

    @Test
    void shouldReadWhatItWrote() {
        // when
        SentimentModel again = SentimentModel.read(BYTES);
        // then
        assertThat(again.bytes()).isEqualTo(BYTES);
        assertThat(again.version())
                .isEqualTo(SentimentModel.packaged().version())
                .matches("[0-9a-f]{12}");
        assertThat(BYTES.length).isLessThan(4_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4})
    void shouldSayWhenItIsCutOff(int length) {
        assertThatThrownBy(() -> SentimentModel.read(Arrays.copyOf(BYTES, length)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("cut off");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 100_000})
    void shouldSayWhenTheEndIsMissing(int length) {
        assertThatThrownBy(() -> SentimentModel.read(Arrays.copyOf(BYTES, length)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("damaged or cut off");
    }

    @Test
    void shouldSayWhenAByteDiffers() {
        // given
        byte[] bytes = BYTES.clone();
        bytes[bytes.length / 2] ^= 1;
        // then
        assertThatThrownBy(() -> SentimentModel.read(bytes)).hasMessageContaining("checksum");
    }

    @Test
    void shouldSayWhenItIsAnotherFileOrFormat() {
        // given
        byte[] other = "PK and so on, not a model".getBytes(StandardCharsets.UTF_8);
        byte[] newer = BYTES.clone();
        newer[4] = 99;
        // then
        assertThatThrownBy(() -> SentimentModel.read(other)).hasMessageContaining("other bytes");
        assertThatThrownBy(() -> SentimentModel.read(newer)).hasMessageContaining("format 99");
        assertThatThrownBy(() -> SentimentModel.read(new byte[5_000_000])).hasMessageContaining("at most");
    }
}
