package io.tidewatch.series;

import io.tidewatch.alert.Group;
import io.tidewatch.surge.filter.CalendarEffect;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many complaints of an issue a new product has when it is complained of as often as others are: what its own past cannot
 * say. With c the part of all messages on others that complain of the issue it is {@code c / (1 − c)} times the messages that
 * do not; those that do are no measure of themselves. Mutable.
 */
public final class Launches {
    /** So long slots are remembered, milliseconds: the longest window and some more. */
    public static final long KEPT_MS = 4 * 24 * 3_600_000L;

    private static final long HOUR_MS = 3_600_000L;

    /** Where all complain of one issue, nobody is left to compare with. */
    private static final double MOST = 0.9;

    private final Map<String, TreeMap<Long, Map<String, Long>>> messages = new HashMap<>();
    private final Map<String, Double> complaints = new HashMap<>();
    private long last;

    /** @param slot later than those before */
    public void put(LaunchSlot slot) {
        last = slot.at();
        for (ProductCount c : slot.messages()) {
            messages.computeIfAbsent(c.product(), p -> new TreeMap<>())
                    .computeIfAbsent(slot.at(), at -> new HashMap<>())
                    .put(c.issue(), c.messages());
        }
        if (!slot.complaints().isEmpty()) {
            complaints.clear();
            complaints.putAll(slot.complaints());
        }
        messages.values().removeIf(slots -> {
            slots.headMap(last - KEPT_MS).clear();
            return slots.isEmpty();
        });
    }

    /** What is known beforehand of a group, and what it borrows from the others when it is of an issue and a new product. */
    public CalendarEffect over(CalendarEffect announced, Group group) {
        String issue = group.get("issue");
        String product = group.get("product");
        if (issue == null || product == null || group.names().size() != 2) {
            return announced;
        }
        NavigableMap<Long, Map<String, Long>> said = messages.get(product);
        Double rate = complaints.get(issue);
        if (said == null || rate == null) {
            return announced;
        }
        double each = rate / (1 - Math.min(MOST, rate));
        return new CalendarEffect() {
            @Override
            public boolean isDayOff(long day) {
                return announced.isDayOff(day);
            }

            @Override
            public double lift(long instant) {
                return announced.lift(instant);
            }

            @Override
            public double rise(long instant) {
                return announced.rise(instant);
            }

            @Override
            public double borrowed(long from, long to) {
                return each * others(said, issue, from, to);
            }
        };
    }

    /** Messages between two instants that do not complain of an issue; what is not counted yet comes as fast as in the hour before. */
    private double others(NavigableMap<Long, Map<String, Long>> slots, String issue, long from, long to) {
        double sum = 0;
        for (Map.Entry<Long, Map<String, Long>> e :
                slots.subMap(from, false, to + NewProducts.SLOT_MS, false).entrySet()) {
            long begin = Math.max(from, e.getKey() - NewProducts.SLOT_MS);
            long end = Math.min(to, e.getKey());
            sum += others(e.getValue(), issue) * Math.max(0, end - begin) / (double) NewProducts.SLOT_MS;
        }
        long ahead = Math.min(to - Math.max(from, last), 2 * NewProducts.SLOT_MS);
        if (ahead > 0) {
            long hour = 0;
            for (Map<String, Long> slot : slots.tailMap(last - HOUR_MS, false).values()) {
                hour += others(slot, issue);
            }
            sum += hour * ahead / (double) HOUR_MS;
        }
        return sum;
    }

    private static long others(Map<String, Long> slot, String issue) {
        return slot.getOrDefault(NewProducts.MESSAGE, 0L) - slot.getOrDefault(issue, 0L);
    }
}
