package io.tidewatch.local.fields;

import io.tidewatch.job.notify.NotifySettings;
import io.tidewatch.notify.message.Push;
import java.util.List;

/** The first push of a surge. */
public final class FirstPush {
    private FirstPush() {}

    /** Its words, for each receiver and channel. */
    public static List<String> of(NotifySettings settings) throws Exception {
        return PlayedDelivery.pushes(settings).stream()
                .map(Push::message)
                .map(m -> m.titleIn("zh") + m.linesIn("zh"))
                .toList();
    }
}
