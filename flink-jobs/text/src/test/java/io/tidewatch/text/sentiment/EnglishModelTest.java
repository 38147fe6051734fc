package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnglishModelTest {
    private static final byte[] BYTES = EnglishModel.packaged().bytes();

    @Test
    void shouldReadWhatItWrote() {
        // when
        EnglishModel again = EnglishModel.read(BYTES);
        // then
        assertThat(again.bytes()).isEqualTo(BYTES).hasSizeLessThan(1_500_000);
        assertThat(again.version()).isEqualTo(EnglishModel.packaged().version()).matches("[0-9a-f]{8}");
    }

    @Test
    void shouldBeTheOneOfItsCard() throws IOException, NoSuchAlgorithmException {
        try (InputStream in = EnglishModelTest.class.getResourceAsStream("sentiment-en.md")) {
            // given
            String card = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            // then
            assertThat(card)
                    .contains(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(BYTES)))
                    .contains(EnglishLessons.packaged().size() + " sentences");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8})
    void shouldSayWhenItIsCutOff(int length) {
        assertThatThrownBy(() -> EnglishModel.read(Arrays.copyOf(BYTES, length)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() {
        // given
        byte[] damaged = BYTES.clone();
        damaged[BYTES.length / 2] ^= 1;
        byte[] newer = BYTES.clone();
        newer[4] = 99;
        // then
        assertThatThrownBy(() -> EnglishModel.read(damaged)).hasMessageContaining("checksum");
        assertThatThrownBy(() -> EnglishModel.read(newer)).hasMessageContaining("format 99");
        assertThatThrownBy(() -> EnglishModel.read(new byte[100])).hasMessageContaining("other bytes");
        assertThatThrownBy(() -> EnglishModel.read(new byte[5_000_000])).hasMessageContaining("at most");
    }
}
