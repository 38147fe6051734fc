package io.tidewatch.text.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidewatch.hash.StableHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VoiceSampleTest {
    private static final int MOST = 1_000;

    @Test
    void shouldKeepNoMoreThanItsSizeAndTheSameInAnyOrder() {
        // given
        List<Voice> voices = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            voices.add(voice("m" + i, i));
        }
        VoiceSample sample = sample(voices);
        Collections.shuffle(voices, new Random(7));

        // then
        assertThat(sample.voices()).hasSize(MOST);
        assertThat(sample.share()).isCloseTo(0.05, within(0.01));
        assertThat(sample(voices).voices()).isEqualTo(sample.voices());
    }

    @Test
    void shouldLetTheFirstOfCopiesSpeak() {
        VoiceSample sample = new VoiceSample(MOST);
        sample.add(1, voice("later", 9));
        sample.add(1, voice("first", 2));
        sample.add(1, voice("last", 11));

        Voice v = sample.voices().get(0);

        assertThat(v.id()).isEqualTo("first");
        assertThat(v.copies()).isEqualTo(3);
        assertThat(v.last()).isEqualTo(11);
        assertThat(sample.share()).isEqualTo(1);
    }

    private static VoiceSample sample(List<Voice> voices) {
        VoiceSample sample = new VoiceSample(MOST);
        voices.forEach(v -> sample.add(StableHash.fast(v.id()), v));
        return sample;
    }

    private static Voice voice(String id, long at) {
        return new Voice(id, at, at, at, 1, at, at, true, "text");
    }
}
