package io.tidewatch.notify.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of the route tree, with what it inherits filled in. A node is taken when its matchers hold; of its children the
 * first that is taken wins, unless the file says {@code continue: true} for it; a node none of whose children is taken is the answer itself.
 *
 * @param path place in the file, for example {@code route.routes[0]}
 * @param receiver a receiver's name, or {@link #OWNER}
 * @param groupWaitMs wait before the first push of an incident
 * @param groupIntervalMs least time between a push and one about a change
 * @param repeatIntervalMs time after which an open incident is notified again
 * @param mutedIn names of time intervals in which nothing is pushed
 * @param activeIn names of the only time intervals in which something is pushed; empty means always
 */
public record Route(
        String path,
        List<Matcher> matchers,
        String receiver,
        boolean continues,
        List<String> groupBy,
        long groupWaitMs,
        long groupIntervalMs,
        long repeatIntervalMs,
        List<String> mutedIn,
        List<String> activeIn,
        @Nullable String escalation,
        List<Route> routes) {
    /** Stands for the receiver of the alert's owner. */
    public static final String OWNER = "owner";

    /** The nodes that answer for these labels, in file order; never empty on the root, which takes everything. */
    public List<Route> match(Map<String, String> labels) {
        List<Route> out = new ArrayList<>();
        collect(labels, out);
        return out;
    }

    private boolean collect(Map<String, String> labels, List<Route> out) {
        for (Matcher m : matchers) {
            if (!m.matches(labels)) {
                return false;
            }
        }
        boolean taken = false;
        for (Route child : routes) {
            if (child.collect(labels, out)) {
                taken = true;
                if (!child.continues) {
                    break;
                }
            }
        }
        if (!taken) {
            out.add(this);
        }
        return true;
    }
}
