package io.tidewatch.local.flink;

import java.io.IOException;

/** What Flink is configured with, for tests that start none. */
public final class FlinkSettings {
    private FlinkSettings() {}

    public static String of(FlinkOptions options) throws IOException {
        return FlinkConfiguration.of(options).toString();
    }
}
