package io.tidewatch.local.sample;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.wire.FeedbackJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A sample as JSON Lines, one feedback record per line. */
public final class SampleFile {
    private SampleFile() {}

    /**
     * @param file written anew; gzipped when its name ends in {@code .gz}
     * @return lines written
     */
    public static int write(Path file, DemoSample sample) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream bytes = file.toString().endsWith(".gz") ? new GZIPOutputStream(raw) : raw;
                BufferedWriter out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            for (Feedback f : sample.messages()) {
                out.write(FeedbackJson.write(f));
                out.write('\n');
            }
        }
        return sample.messages().size();
    }
}
