package io.tidewatch.calendar;

import io.tidewatch.feedback.Regions;
import io.tidewatch.time.WireTime;
import io.tidewatch.yaml.Problems;
import io.tidewatch.yaml.YamlFile;
import io.tidewatch.yaml.YamlMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads calendar files: {@code alert-rules/calendar/*.yaml}. */
public final class CalendarFiles {
    /** The files packaged with this version, under {@code /tidewatch/calendar/}. */
    public static final List<String> PACKAGED = List.of("holidays.yaml", "promotions.yaml");

    /** Files that announce nothing. */
    public static final Map<String, String> NONE = Map.of("none.yaml", "apiVersion: tidewatch/calendar/v1\n");

    private static final int MAX_HOLIDAY_DAYS = 31;
    private static final long MAX_LAUNCH_MS = 62L * 86_400_000;
    private static final double MAX = 100;

    private CalendarFiles() {}

    private static final class Packaged {
        static final Calendar CALENDAR = load();

        private static Calendar load() {
            Map<String, String> files = new TreeMap<>();
            for (String name : PACKAGED) {
                try (InputStream in = CalendarFiles.class.getResourceAsStream("/tidewatch/calendar/" + name)) {
                    if (in == null) {
                        throw new IllegalStateException("not packaged: calendar/" + name);
                    }
                    files.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            Problems problems = new Problems();
            Calendar calendar = read(files, problems);
            problems.throwIfErrors();
            return calendar;
        }
    }

    /**
     * The calendar of files that a system goes live with.
     *
     * @param files name → text; none are the packaged ones
     * @throws io.tidewatch.yaml.InvalidFileException with every problem of the files
     */
    public static Calendar of(Map<String, String> files) {
        if (files.isEmpty()) {
            return Packaged.CALENDAR;
        }
        Problems problems = new Problems();
        Calendar calendar = read(files, problems);
        problems.throwIfErrors();
        return calendar;
    }

    /**
     * @param files name → text
     * @param problems takes every error and warning with file, line and path
     * @return what could be read; only to be used when there are no errors
     */
    public static Calendar read(Map<String, String> files, Problems problems) {
        Map<Long, Boolean> days = new HashMap<>();
        Map<Long, String> places = new HashMap<>();
        List<Calendar.Launch> launches = new ArrayList<>();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            YamlMap root = YamlFile.parse(file.getKey(), file.getValue(), problems);
            if (root == null) {
                continue;
            }
            root.allow(List.of("apiVersion", "holidays", "launches"));
            String api = root.required("apiVersion");
            if (!api.isEmpty() && !api.equals("tidewatch/calendar/v1")) {
                root.error("apiVersion", "'" + api + "', expected tidewatch/calendar/v1");
            }
            root.maps("holidays").forEach(h -> holiday(h, days, places));
            root.maps("launches").forEach(l -> launch(l, launches));
        }
        return new Calendar(Map.copyOf(days), List.copyOf(launches));
    }

    private static void holiday(YamlMap map, Map<Long, Boolean> days, Map<Long, String> places) {
        map.allow(List.of("name", "from", "to", "workdays", "expected")).refuseEmpty();
        map.required("name");
        LocalDate from = date(map, "from");
        LocalDate to = map.has("to") ? date(map, "to") : from;
        if (map.bool("expected", false)) {
            map.warning("expected", "not announced yet, as it is expected to be");
        }
        if (from != null && to != null) {
            if (to.isBefore(from)) {
                map.error("to", "'" + to + "' is before from '" + from + "'");
            } else if (to.toEpochDay() - from.toEpochDay() >= MAX_HOLIDAY_DAYS) {
                map.error("to", "'" + to + "', expected at most " + MAX_HOLIDAY_DAYS + " days");
            } else {
                for (long d = from.toEpochDay(); d <= to.toEpochDay(); d++) {
                    put(map, "from", d, true, days, places);
                }
            }
        }
        List<String> workdays = map.strings("workdays");
        for (int i = 0; i < workdays.size(); i++) {
            LocalDate day = parse(workdays.get(i));
            if (day == null) {
                map.itemError("workdays", i, "'" + workdays.get(i) + "', expected a date such as 2026-02-14");
            } else if (day.getDayOfWeek().getValue() < 6) {
                map.itemError("workdays", i, "'" + day + "' is a " + day.getDayOfWeek() + " and a working day anyway");
            } else {
                put(map, "workdays", day.toEpochDay(), false, days, places);
            }
        }
    }

    private static void put(
            YamlMap map, String key, long day, boolean off, Map<Long, Boolean> days, Map<Long, String> places) {
        if (days.putIfAbsent(day, off) == null) {
            places.put(day, map.file() + ":" + map.line() + " (" + map.string("name", "") + ")");
        } else {
            map.error(key, "'" + LocalDate.ofEpochDay(day) + "' is there twice, first at " + places.get(day));
        }
    }

    private static @Nullable LocalDate date(YamlMap map, String key) {
        String text = map.required(key);
        LocalDate date = text.isEmpty() ? null : parse(text);
        if (date == null && !text.isEmpty()) {
            map.error(key, "'" + text + "', expected a date such as 2026-02-15");
        }
        return date;
    }

    private static @Nullable LocalDate parse(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void launch(YamlMap map, List<Calendar.Launch> launches) {
        map.allow(List.of("name", "times", "expect", "brand", "region")).refuseEmpty();
        String name = map.required("name");
        double expect = 1;
        if (!map.has("expect")) {
            map.error("expect", "missing field 'expect': how many times as much as usual, such as 2.5");
        } else {
            expect = map.decimal("expect", 1);
            if (!(expect > 0 && expect <= MAX)) {
                map.error("expect", "'" + expect + "', expected a number above 0, at most " + (int) MAX);
            }
        }
        List<String> brands = List.copyOf(map.strings("brand"));
        List<String> regions = new ArrayList<>();
        List<String> named = map.strings("region");
        for (int i = 0; i < named.size(); i++) {
            String region = Regions.normalise(named.get(i));
            if (region.equals(Regions.UNKNOWN)) {
                map.itemError(
                        "region",
                        i,
                        "region '" + named.get(i) + "' does not exist"
                                + Problems.suggestion(named.get(i), Regions.all()));
            }
            regions.add(region);
        }
        if (!map.has("times")) {
            map.error(
                    "times",
                    "missing field 'times', expected for example"
                            + " [{from: '2026-11-10T20:00:00+08:00', to: '2026-11-12T00:00:00+08:00'}]");
        }
        for (YamlMap time : map.maps("times")) {
            time.allow(List.of("from", "to")).refuseEmpty();
            long from = instant(time, "from");
            long to = instant(time, "to");
            if (from != 0 && to != 0) {
                if (to <= from) {
                    time.error("to", "not after from, of '" + name + "'");
                } else if (to - from > MAX_LAUNCH_MS) {
                    time.error("to", "expected at most 62 days after from, of '" + name + "'");
                } else {
                    launches.add(new Calendar.Launch(name, from, to, expect, brands, List.copyOf(regions)));
                }
            }
        }
    }

    /** 0 when it cannot be read. */
    private static long instant(YamlMap map, String key) {
        String text = map.required(key);
        try {
            return text.isEmpty() ? 0 : WireTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            map.error(key, "'" + text + "', expected a time with its offset such as 2026-11-11T00:00:00+08:00");
            return 0;
        }
    }
}
