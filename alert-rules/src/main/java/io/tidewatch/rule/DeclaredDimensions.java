package io.tidewatch.rule;

import io.tidewatch.alert.Bilingual;
import io.tidewatch.feedback.Feedback;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

    /** As people read a dimension; null for one that is not declared here. */
    public @Nullable Bilingual nameOf(String dimension) {
        for (DeclaredDimension d : list) {
            if (d.name().equals(dimension)) {
                return new Bilingual(d.zh(), d.en());
            }
        }
        return null;
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
