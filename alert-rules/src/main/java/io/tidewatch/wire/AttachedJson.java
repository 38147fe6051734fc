package io.tidewatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidewatch.alert.Attached;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What came with a message, as fields {@code media} and {@code link} of the message or its sample. */
public final class AttachedJson {
    private AttachedJson() {}

    /** @param attached null for nothing: neither field is written */
    public static void write(JsonGenerator g, @Nullable Attached attached) throws IOException {
        if (attached == null) {
            return;
        }
        g.writeObjectFieldStart("media");
        g.writeNumberField("images", attached.images());
        g.writeNumberField("videos", attached.videos());
        g.writeEndObject();
        if (attached.link() != null) {
            g.writeStringField("link", attached.link());
        }
    }

    /** Null where neither field is. */
    static @Nullable Attached read(JsonNode n) {
        JsonNode media = n.path("media");
        String link = n.path("link").textValue();
        return media.isObject() || link != null
                ? new Attached(
                        media.path("images").asInt(), media.path("videos").asInt(), link)
                : null;
    }
}
