package io.tidewatch.text.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.feedback.Author;
import io.tidewatch.text.InventedMessages;
import io.tidewatch.wire.AnnotatedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Thousands of invented data through the masker alone and through the whole analysis. */
class SyntheticPersonalDataTest {
    private static final long SEED = 20_261_111L;
    private static final List<SecretText> SECRETS = SecretTexts.of(SEED, 60);
    private static final List<String> LOOK_ALIKES = LookAlikes.of(SEED, 1_400);
    private static final double LEAST_OF_WORDS = 0.95;
    private static final double MOST_TOO_MUCH = 0.01;

    @Test
    void shouldLeaveNoNumberWhenTextsAreMasked() {
        assertThat(SECRETS).hasSizeGreaterThanOrEqualTo(2_000);
        assertThat(misses(true, InventedMessages.MASKER::mask)).isEmpty();
    }

    @Test
    void shouldLeaveNoNumberInAnythingWrittenWhenMessagesAreAnalysed() {
        assertThat(misses(true, text -> written(InventedMessages.analyze(text))))
                .isEmpty();
    }

    @Test
    void shouldFindNearlyAllAddressesAndNames() {
        Map<String, Integer> all = new TreeMap<>();
        SECRETS.stream().filter(s -> !s.structured()).forEach(s -> all.merge(s.kind(), 1, Integer::sum));
        Map<String, Integer> missed = new TreeMap<>();
        List<String> misses = new ArrayList<>();
        for (SecretText s : SECRETS) {
            String masked = InventedMessages.analyze(s.text()).feedback().text();
            if (!s.structured() && s.isIn(masked)) {
                missed.merge(s.kind(), 1, Integer::sum);
                misses.add(s.kind() + " " + s.how() + ": " + s.text() + " -> " + masked);
            }
        }
        all.forEach((kind, n) -> assertThat(1 - missed.getOrDefault(kind, 0) / (double) n)
                .as(() -> kind + " found, missed: " + String.join("\n", misses))
                .isGreaterThanOrEqualTo(LEAST_OF_WORDS));
    }

    @Test
    void shouldKeepProvinceAndCityWhenAddressesAreMasked() {
        List<String> lost = new ArrayList<>();
        for (SecretText s : SECRETS) {
            String masked = InventedMessages.MASKER.mask(s.text());
            if (!masked.contains(s.kept())) {
                lost.add(s.text() + " -> " + masked);
            }
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void shouldLeaveLookAlikesAsTheyAre() {
        assertThat(LOOK_ALIKES).hasSizeGreaterThanOrEqualTo(1_000);
        List<String> changed = new ArrayList<>();
        for (String text : LOOK_ALIKES) {
            String masked = InventedMessages.MASKER.mask(text);
            if (!masked.equals(text)) {
                changed.add(text + " -> " + masked);
            }
        }
        assertThat(changed.size() / (double) LOOK_ALIKES.size())
                .as(() -> String.join("\n", changed))
                .isLessThan(MOST_TOO_MUCH);
    }

    @Test
    void shouldChangeNothingMoreWhenMaskedTwice() {
        List<String> changed = new ArrayList<>();
        for (SecretText s : SECRETS) {
            String once = InventedMessages.MASKER.mask(s.text());
            String twice = InventedMessages.MASKER.mask(once, new TreeSet<>());
            if (!twice.equals(once)) {
                changed.add(s.text() + " -> " + once + " -> " + twice);
            }
        }
        assertThat(changed).isEmpty();
    }

    private interface Output {
        String of(String text);
    }

    private static List<String> misses(boolean structured, Output output) {
        List<String> misses = new ArrayList<>();
        for (SecretText s : SECRETS) {
            String seen = output.of(s.text());
            if (s.structured() == structured && s.isIn(seen)) {
                misses.add(s.how() + ": " + s.text() + " -> " + seen);
            }
        }
        return misses;
    }

    private static String written(AnnotatedFeedback a) {
        assertThat(a.feedback().author()).isEqualTo(Author.UNKNOWN);
        return a.feedback().text() + "\n" + a.tokens() + "\n" + a.keywords() + "\n"
                + AnnotatedJson.write(a)
                        .replaceAll("\"(content_hash|voice_key|simhash|event_time|analysis_version)\":\"[^\"]*\"", "")
                        .replaceAll("\"(score|confidence)\":[-0-9.E]+", "");
    }
}
