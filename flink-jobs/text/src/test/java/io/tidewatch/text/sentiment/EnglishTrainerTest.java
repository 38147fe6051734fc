package io.tidewatch.text.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewatch.feedback.Label;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnglishTrainerTest {
    private static final EnglishModel MODEL = EnglishTrainer.train(tiny());

    @Test
    void shouldGiveTheSameBytesInAnyOrder() {
        // given
        List<LabelledText> swapped = new ArrayList<>(tiny());
        Collections.reverse(swapped);
        // then
        assertThat(EnglishTrainer.train(swapped).bytes()).isEqualTo(MODEL.bytes());
    }

    @Test
    void shouldTellTheThreeApartInNewSentences() {
        // given
        EnglishPass pass = new EnglishPass(MODEL);
        // then
        assertThat(positive(pass, "the screen was great")).isGreaterThan(0);
        assertThat(positive(pass, "the phone was bad, not great")).isLessThan(0);
        double asked = plain(pass, "when does the phone open?");
        assertThat(asked).isGreaterThan(plain(pass, "the phone was great"));
        assertThat(plain(pass, "")).isZero();
    }

    @Test
    void shouldRefuseWhenALabelIsMissing() {
        // given
        List<LabelledText> texts =
                tiny().stream().filter(t -> t.label() != Label.NEUTRAL).toList();
        // then
        assertThatThrownBy(() -> EnglishTrainer.train(texts)).hasMessageContaining("neutral");
    }

    private static double positive(EnglishPass pass, String text) {
        pass.read(text.toCharArray(), text.length());
        return pass.positive();
    }

    private static double plain(EnglishPass pass, String text) {
        pass.read(text.toCharArray(), text.length());
        return pass.plain();
    }

    private static List<LabelledText> tiny() {
        List<LabelledText> out = new ArrayList<>();
        for (String noun : new String[] {"screen", "box", "room", "soup", "driver", "colour"}) {
            for (String domain : new String[] {"shop", "hotel"}) {
                String the = "the " + noun + " of the " + domain;
                add(out, domain, the + " was great, I like it", Label.POSITIVE);
                add(out, domain, the + " was very good", Label.POSITIVE);
                add(out, domain, the + " was bad, I hate it", Label.NEGATIVE);
                add(out, domain, the + " was not good", Label.NEGATIVE);
                add(out, domain, "when does " + the + " open?", Label.NEUTRAL);
            }
        }
        return out;
    }

    private static void add(List<LabelledText> out, String domain, String text, Label label) {
        out.add(new LabelledText(domain, domain, text, label, true));
    }
}
