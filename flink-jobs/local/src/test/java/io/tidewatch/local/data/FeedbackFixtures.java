package io.tidewatch.local.data;

import io.tidewatch.time.WireTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines of feedback for tests; times are seconds after an instant. */
final class FeedbackFixtures {
    static final long START = 1_794_400_000_000L;

    private FeedbackFixtures() {}

    static String line(String id, long seconds) {
        return line(id, "weibo", "social", seconds, "\"op\":\"create\"");
    }

    static String update(String id, long seconds, long opSeconds) {
        return line(id, "weibo", "social", seconds, "\"op\":\"update\",\"op_time\":\"" + time(opSeconds) + "\"");
    }

    static String line(String id, String source, String channel, long seconds, String more) {
        return "{\"id\":\"" + id + "\",\"source\":\"" + source + "\",\"channel\":\"" + channel + "\",\"event_time\":\""
                + time(seconds) + "\",\"text\":\"慢\"," + more + "}";
    }

    static String heartbeat(long seconds) {
        return "{\"source\":\"weibo\",\"event_time\":\"" + time(seconds) + "\",\"op\":\"heartbeat\"}";
    }

    static Path file(Path directory, String... lines) throws IOException {
        return Files.write(directory.resolve("recording.jsonl"), List.of(lines));
    }

    private static String time(long seconds) {
        return WireTime.print(START + seconds * 1_000);
    }
}
