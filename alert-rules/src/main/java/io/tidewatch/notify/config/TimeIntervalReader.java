package io.tidewatch.notify.config;

import io.tidewatch.time.TimeInterval;
import io.tidewatch.yaml.YamlMap;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code time_intervals}, and whatever else is a time of day or a zone. */
final class TimeIntervalReader {
    private TimeIntervalReader() {}

    /** In the order of the file. */
    static Map<String, TimeInterval> read(YamlMap root) {
        Map<String, TimeInterval> intervals = new LinkedHashMap<>();
        for (YamlMap m : root.maps("time_intervals")) {
            m.allow(List.of("name", "times", "weekdays", "location"));
            String name = m.required("name");
            List<TimeInterval.Span> spans = new ArrayList<>();
            for (YamlMap t : m.maps("times")) {
                t.allow(List.of("start", "end"));
                spans.add(new TimeInterval.Span(
                        minute(t, "start", t.required("start")), minute(t, "end", t.required("end"))));
            }
            Set<DayOfWeek> days = new TreeSet<>();
            for (String d : m.strings("weekdays")) {
                try {
                    days.add(DayOfWeek.valueOf(d.toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException e) {
                    m.error("weekdays", "'" + d + "', expected a day such as monday");
                }
            }
            if (spans.isEmpty() && days.isEmpty()) {
                m.error("times", "neither times nor weekdays, expected at least one");
            }
            TimeInterval old = intervals.put(
                    name,
                    new TimeInterval(name, spans, days, zone(m, "location", m.string("location", "Asia/Shanghai"))));
            if (old != null) {
                m.error("name", "time interval '" + name + "' is there twice");
            }
        }
        return intervals;
    }

    static ZoneId zone(YamlMap m, String key, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            m.error(key, "'" + name + "', expected a time zone such as Asia/Shanghai");
            return ZoneId.of("UTC");
        }
    }

    private static int minute(YamlMap m, String key, String time) {
        if (time.length() == 5 && time.charAt(2) == ':') {
            try {
                int h = Integer.parseInt(time.substring(0, 2));
                int min = Integer.parseInt(time.substring(3));
                if (h >= 0 && min >= 0 && min < 60 && h * 60 + min <= 24 * 60) {
                    return h * 60 + min;
                }
            } catch (NumberFormatException e) {
                // reported below
            }
        }
        if (!time.isEmpty()) {
            m.error(key, "'" + time + "', expected a time of day such as '22:00'");
        }
        return 0;
    }

    static int minuteOfDay(YamlMap m, String key) {
        return minute(m, key, m.required(key));
    }
}
