package io.tidewatch.text.topic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who stands behind some words.
 *
 * @param originals voices, near copies and further ones of one author left out, by time
 */
record Support(List<Voice> originals) {
    /** Near copies are looked for among so many: more people do not need it. */
    private static final int COMPARED = 500;

    static Support of(List<Voice> all, int[] numbers) {
        List<Voice> originals = new ArrayList<>();
        Set<Long> authors = new HashSet<>();
        for (int n : numbers) {
            Voice v = all.get(n);
            if (!authors.contains(v.author()) && !isCopy(v, originals)) {
                authors.add(v.author());
                originals.add(v);
            }
        }
        return new Support(List.copyOf(originals));
    }

    private static boolean isCopy(Voice v, List<Voice> originals) {
        for (int i = 0; i < Math.min(COMPARED, originals.size()); i++) {
            if (v.isNearCopyOf(originals.get(i))) {
                return true;
            }
        }
        return false;
    }

    int authors() {
        return originals.size();
    }
}
