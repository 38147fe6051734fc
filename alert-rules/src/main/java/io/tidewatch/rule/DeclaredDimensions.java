package io.tidewatch.rule;

import io.tidewatch.feedback.Feedback;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one installation declares in {@code dimensions.yaml}, in the order of the file. */
public record DeclaredDimensions(List<DeclaredDimension> list) {
    public static final int MAX = 8;

    public DeclaredDimensions {
        list = List.copyOf(list);
    }

    public List<String> names() {
        return list.stream().map(DeclaredDimension::name).toList();
    }

    public boolean has(String name) {
        for (DeclaredDimension d : list) {
            if (d.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** A message without what is not declared; the same one when there is nothing of it. */
    public Feedback only(Feedback f) {
        boolean all = true;
        for (String name : f.dims().keySet()) {
            all &= has(name);
        }
        if (all) {
            return f;
        }
        Map<String, String> kept = new TreeMap<>(f.dims());
        kept.keySet().removeIf(name -> !has(name));
        return f.toBuilder().dims(kept).build();
    }
}
