package io.tidewatch.surge;

import io.tidewatch.rule.Rule;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the rules that look at one series stand, by their names: a rule that is loaded anew with other conditions goes on
 * from where it stood. Mutable.
 */
final class Tracks {
    private final Map<String, Track> byRule = new TreeMap<>();

    /** Where a rule stands; at rest when it has not been read before. */
    Track of(Rule rule) {
        return byRule.computeIfAbsent(rule.name(), n -> new Track());
    }

    boolean isOpen(Rule rule) {
        Track t = byRule.get(rule.name());
        return t != null && t.open;
    }

    boolean isAnyOpen() {
        for (Track t : byRule.values()) {
            if (t.open) {
                return true;
            }
        }
        return false;
    }

    /** No rule has begun to hold. */
    void clear() {
        byRule.clear();
    }

    /** Forgets rules that no longer look. */
    void keepOnly(List<Rule> rules) {
        Set<String> names = new HashSet<>();
        rules.forEach(r -> names.add(r.name()));
        byRule.keySet().retainAll(names);
    }

    void pack(DataOutput out) throws IOException {
        out.writeInt(byRule.size());
        for (Map.Entry<String, Track> e : byRule.entrySet()) {
            out.writeUTF(e.getKey());
            e.getValue().pack(out);
        }
    }

    /** @param dated false in codecs that do not say since when a rule is open */
    static Tracks unpack(DataInput in, boolean dated) throws IOException {
        Tracks t = new Tracks();
        for (int left = in.readInt(); left > 0; left--) {
            t.byRule.put(in.readUTF(), Track.unpack(in, dated));
        }
        return t;
    }
}
