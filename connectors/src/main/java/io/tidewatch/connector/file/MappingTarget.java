package io.tidewatch.connector.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of feedback that a column can be mapped to.
 *
 * @param path of the JSON field, nested ones with a dot
 * @param form how its cells are read
 * @param nameable true when one word can stand for all rows, as in {@code source=survey}
 */
record MappingTarget(String path, Form form, boolean nameable) {
    /** What a cell holds. */
    enum Form {
        TEXT,
        WORD,
        NUMBER,
        TIME
    }

    private static final String DIMENSIONS = "dims.";

    /** By path, in the order of the wire format. */
    static final Map<String, MappingTarget> ALL = new LinkedHashMap<>();

    static {
        text("id", "url", "thread_id", "parent_id", "repost_of", "order_id");
        text("author.id", "author.name", "customer.id", "customer.city", "customer.age_band");
        put(Form.TEXT, false, "text", "title");
        put(Form.TIME, false, "event_time", "op_time");
        put(Form.WORD, true, "source", "channel", "op", "lang", "visibility", "touchpoint");
        put(Form.WORD, true, "author.role", "author.verified", "product.brand");
        put(Form.WORD, false, "product.name", "product.version", "product.batch", "customer.tier", "customer.region");
        put(Form.NUMBER, false, "author.followers", "engagement.reposts", "engagement.comments", "engagement.likes");
        put(Form.NUMBER, false, "rating", "csat", "nps", "media.images", "media.videos");
        text("link");
    }

    private static void text(String... paths) {
        put(Form.WORD, false, paths);
    }

    private static void put(Form form, boolean nameable, String... paths) {
        for (String path : paths) {
            ALL.put(path, new MappingTarget(path, form, nameable));
        }
    }

    /** Of a dimension, {@code dims.courier}; whether it is declared is known to whoever reads the message. */
    static MappingTarget ofDimension(String name) {
        return new MappingTarget(DIMENSIONS + name, Form.WORD, true);
    }

    /** The targets of these fields, in the order of the wire format. */
    static List<MappingTarget> of(Collection<String> fields) {
        List<MappingTarget> out = new ArrayList<>();
        ALL.values().stream().filter(t -> fields.contains(t.path())).forEach(out::add);
        fields.stream()
                .filter(MappingTarget::isDimension)
                .sorted()
                .forEach(f -> out.add(ofDimension(f.substring(DIMENSIONS.length()))));
        return out;
    }

    static boolean isDimension(String field) {
        return field.startsWith(DIMENSIONS) && field.length() > DIMENSIONS.length();
    }

    /** The last part of the path, as the wire format's messages name it. */
    String field() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
