package io.tidewatch.replay.report;

import io.tidewatch.time.WireTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Instants as a report shows them, at +08:00. */
final class ReportTimes {
    private static final ZoneOffset ZONE = ZoneOffset.ofTotalSeconds(WireTime.DEFAULT_OFFSET_MINUTES * 60);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private ReportTimes() {}

    static String moment(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZONE).format(MOMENT);
    }

    static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atOffset(ZONE).format(TIME);
    }

    /** Days, hours and minutes; nothing below a minute. */
    static String span(long millis, boolean zh) {
        long minutes = Math.round(millis / 60_000d);
        if (minutes < 120) {
            return minutes + (zh ? " 分钟" : " min");
        }
        long hours = Math.round(minutes / 60d);
        return hours < 48 ? hours + (zh ? " 小时" : " h") : Math.round(hours / 24d) + (zh ? " 天" : " days");
    }
}
