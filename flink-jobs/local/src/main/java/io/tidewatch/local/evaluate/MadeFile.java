package io.tidewatch.local.evaluate;

import io.tidewatch.feedback.AnnotatedFeedback;
import io.tidewatch.local.cli.CommandFailedException;
import io.tidewatch.wire.AnnotatedJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Made feedback as a file that a backtest reads. */
final class MadeFile {
    /** Makes feedback. */
    interface Maker {
        /** @return how many messages were given */
        long play(Consumer<AnnotatedFeedback> messages);
    }

    private MadeFile() {}

    /**
     * One annotated message per line, gzipped when the file's name ends in .gz.
     *
     * @return how many
     * @throws CommandFailedException when it cannot be written to its end
     */
    static long write(Maker made, Path file) throws IOException {
        try (PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(
                file.toString().endsWith(".gz")
                        ? new GZIPOutputStream(Files.newOutputStream(file))
                        : Files.newOutputStream(file),
                StandardCharsets.UTF_8)))) {
            long n = made.play(m -> {
                out.print(AnnotatedJson.write(m));
                out.print('\n');
            });
            if (out.checkError()) {
                throw new CommandFailedException("cannot write " + file);
            }
            return n;
        }
    }
}
