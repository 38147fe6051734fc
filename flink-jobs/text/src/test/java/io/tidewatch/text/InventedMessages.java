package io.tidewatch.text;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.text.hanlp.HanLpSegmenter;
import io.tidewatch.text.privacy.Masker;
import java.nio.charset.StandardCharsets;

/** The masker and the analysis as messages meet them, for the tests of privacy. */
public final class InventedMessages {
    public static final Masker MASKER = new Masker(
            new IdHash("0123456789abcdef".getBytes(StandardCharsets.UTF_8))::of, HanLpSegmenter.commonWords());

    private InventedMessages() {}

    public static AnnotatedFeedback analyze(String text) {
        return MessageFixtures.analyze(text);
    }
}
