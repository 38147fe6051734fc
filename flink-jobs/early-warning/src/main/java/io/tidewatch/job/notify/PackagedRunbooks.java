package io.tidewatch.job.notify;

import io.tidewatch.notify.message.RunbookPage;
import io.tidewatch.notify.message.Runbooks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The runbooks packaged with this version. */
public final class PackagedRunbooks implements Runbooks {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String firstStep(String path) {
        if (!RunbookPage.isName(path)) {
            return null;
        }
        try (InputStream in = RunbookPage.class.getResourceAsStream("/tidewatch/" + path)) {
            return in == null ? null : RunbookPage.firstStep(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
