package io.tidewatch.limit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The groups that are followed at a time, and which of them goes when there are too many. Mutable; knows keys only.
 *
 * <p>Every group gets a place with its first message. An eighth of the places is for the newest: there the one without a
 * message for longest has to leave (of those, one that had but a message or two), and stays only if it is worth twice as much as the poorest of the others
 * ({@link Standing}). So a flood of names that nobody has heard before, each said once or a few times, drives out each
 * other and not what has been followed for days, and something that is really new has a place while it grows. (Einziger et al.,
 * TinyLFU: A Highly Efficient Cache Admission Policy, 2017: a window of the newest before a main part.)
 *
 * <p>A group with an open episode goes only when no calm one is left. That holds for as many as may be told at a time: beyond,
 * an open one that is worth half of the poorest calm one goes first.
 */
public final class Places {
    private static final int NEWEST_PART = 8;

    private static final class Place {
        final String key;
        Standing standing;
        boolean open;

        Place(String key, Standing standing, boolean open) {
            this.key = key;
            this.standing = standing;
            this.open = open;
        }
    }

    private static final Comparator<Place> POOREST_FIRST =
            Comparator.comparingDouble((Place p) -> p.standing.worth()).thenComparing(p -> p.key);

    private final Map<String, Place> all = new HashMap<>();
    /** The newest, by their last message. */
    private final LinkedHashMap<String, Place> newest = new LinkedHashMap<>(16, 0.75f, true);

    private final TreeSet<Place> calm = new TreeSet<>(POOREST_FIRST);
    private final TreeSet<Place> open = new TreeSet<>(POOREST_FIRST);

    /**
     * Notes that a group had a message, and gives it a place if it has none.
     *
     * @param time event time, epoch milliseconds
     * @return true when its {@link #of standing} is another than before
     */
    public boolean add(String key, long time) {
        return add(key, time, 1);
    }

    /**
     * Notes that a group had messages within one stretch of five minutes, and gives it a place if it has none.
     *
     * @param time event time of the last one, epoch milliseconds
     * @param messages from 1
     * @return true when its {@link #of standing} is another than before
     */
    public boolean add(String key, long time, int messages) {
        Place p = all.get(key);
        if (p == null) {
            enter(key, Standing.first(time).and(messages - 1));
            return true;
        }
        newest.get(key); // moves it to the end
        Standing now = p.standing.after(time).and(messages - 1);
        if (now.equals(p.standing)) {
            return false;
        }
        if (newest.containsKey(key)) {
            p.standing = now;
        } else {
            TreeSet<Place> rank = p.open ? open : calm;
            rank.remove(p);
            p.standing = now;
            rank.add(p);
        }
        return true;
    }

    /** Gives a place among the newest to a group that has come back. */
    public void enter(String key, Standing standing) {
        Place p = new Place(key, standing, false);
        all.put(key, p);
        newest.put(key, p);
    }

    /** Gives a place to a group that had one before a restart, or that is known from elsewhere. */
    public void restore(String key, Standing standing, boolean isOpen) {
        forget(key);
        Place p = new Place(key, standing, isOpen);
        all.put(key, p);
        settle(p);
    }

    /** Says whether a group has an open episode. */
    public void opened(String key, boolean isOpen) {
        Place p = all.get(key);
        if (p == null || p.open == isOpen) {
            return;
        }
        if (newest.containsKey(key)) {
            p.open = isOpen;
        } else {
            (p.open ? open : calm).remove(p);
            p.open = isOpen;
            settle(p);
        }
    }

    /** What is known of a group; null when it has no place. */
    public @Nullable Standing of(String key) {
        Place p = all.get(key);
        return p == null ? null : p.standing;
    }

    /** Takes the place from a group, if it has one. */
    public void forget(String key) {
        Place p = all.remove(key);
        if (p != null && newest.remove(key) == null) {
            (p.open ? open : calm).remove(p);
        }
    }

    public int size() {
        return all.size();
    }

    /**
     * The group that must go next; call again after {@link #forget}.
     *
     * @param most places, at least 1
     * @param mostOpen how many open episodes are told at a time
     * @return null when there is room for all; never the one with the newest message, while there is another
     */
    public @Nullable String mustGo(int most, int mostOpen) {
        Place leaver = null;
        while (newest.size() > Math.max(1, most / NEWEST_PART)) {
            leaver = leaverOfNewest();
            newest.remove(leaver.key);
            settle(leaver);
        }
        if (all.size() <= most) {
            return null;
        }
        Place goes = calm.isEmpty() ? calmAmongNewest() : poorestCalm(leaver);
        if (goes == null) {
            goes = open.isEmpty() ? newest.values().iterator().next() : open.first();
        } else if (open.size() > mostOpen && goes.standing.isTwice(open.first().standing)) {
            goes = open.first();
        }
        return goes.key;
    }

    /** Of the half without a message for longest, one that had hardly any, so that what grows can pause; else the first. */
    private Place leaverOfNewest() {
        Iterator<Place> oldest = newest.values().iterator();
        Place first = oldest.next();
        Place p = first;
        for (int left = newest.size() / 2; left > 0; left--) {
            if (p.standing.isNothing() && !p.open) {
                return p;
            }
            p = oldest.next();
        }
        return first;
    }

    /** One that has just left the newest stays where it is worth more than another. */
    private Place poorestCalm(@Nullable Place leaver) {
        if (leaver == null || leaver.open) {
            return calm.first();
        }
        Place other = calm.first() == leaver ? calm.higher(leaver) : calm.first();
        return other != null && leaver.standing.isTwice(other.standing) ? other : leaver;
    }

    /** Without a message for longest, but never the newest. */
    private @Nullable Place calmAmongNewest() {
        int left = newest.size();
        for (Place p : newest.values()) {
            left--;
            if (!p.open && left > 0) {
                return p;
            }
        }
        return null;
    }

    private void settle(Place p) {
        (p.open ? open : calm).add(p);
    }
}
