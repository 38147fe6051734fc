package io.tidewatch.alert;

import io.tidewatch.feedback.Feedback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came with a message, and where it is answered. A stranger may have written the link: it is text wherever people read it, and
 * nothing that they can follow by mistake.
 *
 * @param images how many
 * @param videos how many
 * @param link where the message is answered, https without query; null when there is none
 */
public record Attached(int images, int videos, @Nullable String link) {
    private static final int MAX_HOST = 60;

    /** Null when nothing came with a message, and it is answered nowhere. */
    public static @Nullable Attached of(Feedback f) {
        return f.media().images() == 0 && f.media().videos() == 0 && f.link() == null
                ? null
                : new Attached(f.media().images(), f.media().videos(), f.link());
    }

    /** {@code 图2 视频1} and {@code 2 images, 1 video}; empty when there are none. */
    public Bilingual media() {
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        if (images > 0) {
            zh.add("图" + images);
            en.add(images + (images == 1 ? " image" : " images"));
        }
        if (videos > 0) {
            zh.add("视频" + videos);
            en.add(videos + (videos == 1 ? " video" : " videos"));
        }
        return new Bilingual(String.join(" ", zh), String.join(", ", en));
    }

    /** Whose address the link is, letters, digits, dots and dashes only; null when it is none. */
    public @Nullable String host() {
        if (link == null) {
            return null;
        }
        try {
            String host = new URI(link).getHost();
            return host == null || host.length() > MAX_HOST || !host.matches("[A-Za-z0-9.-]+") ? null : host;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
