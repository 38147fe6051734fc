package io.tidewatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HardSentencesTest {
    static List<String> sentences() throws IOException {
        try (InputStream in = HardSentencesTest.class.getResourceAsStream("hard-sentences.txt")) {
            return Arrays.stream(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(l -> !l.isBlank() && !l.startsWith("#"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void shouldSayWhatAPersonWouldSay(String line) {
        // given
        String text = line.split(" \\| ")[0];
        // when
        String found =
                text + " | " + MessageFixtures.analyze(text).sentiment().label().wire() + " | "
                        + String.join(" + ", MessageFixtures.opinions(text));
        // then
        assertThat(found.strip()).isEqualTo(line);
    }
}
