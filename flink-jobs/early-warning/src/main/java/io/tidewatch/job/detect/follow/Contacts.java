package io.tidewatch.job.detect.follow;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages of one customer, order or thread in a window.
 *
 * @param list in order of (event time, id)
 * @param closedAt when a ticket was last closed, epoch milliseconds event time; {@link #NEVER} when it was not
 */
public record Contacts(List<Contact> list, long closedAt) {
    public static final long NEVER = Long.MIN_VALUE;
    /** More need not be kept: no rule asks for more. */
    static final int MAX = 1_000;

    static final Contacts NONE = new Contacts(List.of(), NEVER);

    /** With one more, the first gone when there are too many. */
    Contacts plus(Contact c) {
        List<Contact> more =
                new ArrayList<>(list.size() >= MAX ? list.subList(list.size() - MAX + 1, list.size()) : list);
        more.add(c);
        return new Contacts(more, closedAt);
    }

    /** A new life of the ticket: what came before it does not count again. */
    Contacts closed(long at) {
        return new Contacts(List.of(), at);
    }

    /** Without what was received, or closed, at or before an instant. */
    Contacts after(long instant) {
        int from = 0;
        while (from < list.size() && list.get(from).message().time() <= instant) {
            from++;
        }
        long closed = closedAt <= instant ? NEVER : closedAt;
        return from == 0 && closed == closedAt
                ? this
                : new Contacts(new ArrayList<>(list.subList(from, list.size())), closed);
    }

    boolean isEmpty() {
        return list.isEmpty() && closedAt == NEVER;
    }

    /** How many different orders are named. */
    long orders() {
        return list.stream()
                .map(Contact::order)
                .filter(o -> !o.isEmpty())
                .distinct()
                .count();
    }

    /** The worst grade, 0 when there is no message. */
    int grade() {
        return list.stream().mapToInt(Contact::grade).max().orElse(0);
    }
}
