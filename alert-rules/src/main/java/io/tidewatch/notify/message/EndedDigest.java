package io.tidewatch.notify.message;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.alert.Incident;
import io.tidewatch.alert.Peak;
import io.tidewatch.alert.Severity;
import io.tidewatch.time.LocalTimes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Says in one message, in Chinese and English, which incidents began and ended before anybody could be notified. */
public final class EndedDigest {
    private static final int NAME = 30;

    /** For title, first and last line, and what a channel adds to each line. */
    private static final int FRAME_BYTES = 600;

    private static final int LINE_BYTES = 4;

    private static final Comparator<Incident> ORDER = Comparator.comparing(Incident::severity)
            .reversed()
            .thenComparing(i -> i.peak() == null ? 0 : -i.peak().originals())
            .thenComparing(Incident::startsAt)
            .thenComparing(Incident::id);

    private EndedDigest() {}

    /**
     * The worst first; what does not fit is counted.
     *
     * @param ended at least one
     * @param maxBytes room for title and lines in one language, in bytes of UTF-8
     * @param now clock, epoch milliseconds
     * @param times how clock times are written
     */
    public static PushMessage of(List<Incident> ended, int maxBytes, long now, LocalTimes times) {
        List<Incident> sorted = ended.stream().sorted(ORDER).toList();
        long from = Long.MAX_VALUE;
        long to = 0;
        for (Incident i : sorted) {
            from = Math.min(from, i.startsAt());
            to = Math.max(to, i.resolvedAt());
        }
        int n = sorted.size();
        String zhFrom = times.clock(from, now);
        String zhTo = times.clock(to, now);
        List<Bilingual> lines = new ArrayList<>();
        lines.add(new Bilingual(
                "影响：" + zhFrom + "至" + zhTo + "之间有" + n + "个事件发生并已恢复，未及通知即已结束。",
                "Impact: " + n + " incidents between " + zhFrom + " and " + zhTo
                        + " began and were over before anybody could be notified."));
        int zh = FRAME_BYTES;
        int en = FRAME_BYTES;
        for (int i = 0; i < n; i++) {
            Bilingual line = line(sorted.get(i), now, times);
            zh += bytes(line.zh());
            en += bytes(line.en());
            if (Math.max(zh, en) > maxBytes) {
                lines.add(new Bilingual("另有" + (n - i) + "个，见看板。", "and " + (n - i) + " more, see the wall."));
                break;
            }
            lines.add(line);
        }
        return new PushMessage(
                new Bilingual(
                        SafeText.cut("[恢复] " + n + "个事件发生后已恢复，未及通知", PushMessage.MAX_TITLE_ZH),
                        SafeText.cut(
                                "[over] " + n + " incidents began and ended before notification",
                                PushMessage.MAX_TITLE_EN)),
                lines);
    }

    private static Bilingual line(Incident i, long now, LocalTimes times) {
        Peak p = i.peak();
        String span = times.clock(i.startsAt(), now) + "–" + times.clock(i.resolvedAt(), now);
        return new Bilingual(
                "· " + zh(i.severity()) + " " + SafeText.of(i.title().zh(), NAME) + " " + span
                        + (p == null ? "" : " 峰值" + p.originals() + "条"),
                "· " + i.severity().wire() + " " + SafeText.of(i.title().en(), NAME * 2) + " " + span
                        + (p == null ? "" : ", peak " + p.originals()));
    }

    private static String zh(Severity s) {
        return switch (s) {
            case INFO -> "提示";
            case WARNING -> "预警";
            case CRITICAL -> "严重";
        };
    }

    private static int bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length + LINE_BYTES;
    }
}
