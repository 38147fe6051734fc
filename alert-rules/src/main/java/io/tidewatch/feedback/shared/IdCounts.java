package io.tidewatch.feedback.shared;

import io.tidewatch.feedback.Feedback;
import io.tidewatch.hash.StableHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one source in one span of time, by each value of author, customer and order. Of a field of more than {@value
 * #MAX_VALUES} values those are kept of which one message in {@value #SHARE} is: what could ever be a fifth. Up to there the order in
 * which messages come changes nothing. Mutable.
 */
public final class IdCounts {
    static final int MAX_VALUES = 8_192;
    /** A value with less than this part of a span's messages says nothing about a fifth of a day. */
    static final int SHARE = 256;

    private long messages;
    private final List<Map<String, IdCount>> fields = new ArrayList<>(IdField.COUNT);

    public IdCounts() {
        for (int i = 0; i < IdField.COUNT; i++) {
            fields.add(new HashMap<>());
        }
    }

    /** Counts a message. */
    public void add(Feedback f) {
        messages++;
        String author = f.author().id();
        String customer = f.customer().id();
        String order = f.orderId();
        IdCount ofAuthor = count(IdField.AUTHOR, author);
        IdCount ofCustomer = count(IdField.CUSTOMER, customer);
        IdCount ofOrder = count(IdField.ORDER, order);
        behind(author, ofCustomer, 1, ofOrder, 0);
        behind(customer, ofOrder, 1, ofAuthor, 0);
        behind(order, ofAuthor, 1, ofCustomer, 0);
    }

    private @Nullable IdCount count(IdField field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        Map<String, IdCount> known = of(field);
        IdCount count = known.computeIfAbsent(value, v -> new IdCount());
        count.addMessage();
        if (known.size() > MAX_VALUES) {
            thin(field, (v, n) -> {});
        }
        return count;
    }

    private static void behind(
            @Nullable String value, @Nullable IdCount first, int as, @Nullable IdCount second, int asOfSecond) {
        if (value == null || first == null && second == null) {
            return;
        }
        long hash = StableHash.fast(value);
        if (first != null) {
            first.addBehind(as, hash);
        }
        if (second != null) {
            second.addBehind(asOfSecond, hash);
        }
    }

    long messages() {
        return messages;
    }

    Map<String, IdCount> of(IdField field) {
        return fields.get(field.ordinal());
    }

    /** @param dropped is told the values of a field that are not kept, with their messages */
    void add(IdCounts more, IdField field, ObjIntConsumer<String> dropped) {
        Map<String, IdCount> known = of(field);
        more.of(field)
                .forEach((value, count) ->
                        known.computeIfAbsent(value, v -> new IdCount()).add(count));
        if (known.size() > MAX_VALUES) {
            thin(field, dropped);
        }
    }

    /** Counts the messages of another span; {@link #add(IdCounts, IdField, ObjIntConsumer)} their values. */
    void addMessages(IdCounts more) {
        messages += more.messages;
    }

    /** Keeps the values of a field of which one message in {@value #SHARE} is. */
    void thin(IdField field, ObjIntConsumer<String> dropped) {
        of(field).entrySet().removeIf(e -> {
            int n = e.getValue().messages();
            boolean small = (long) n * SHARE < messages;
            if (small) {
                dropped.accept(e.getKey(), n);
            }
            return small;
        });
    }

    /** The packed form of a span on its way. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try {
            pack(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What {@link #bytes} gave. */
    public static IdCounts of(byte[] packed) {
        try {
            return unpack(new DataInputStream(new ByteArrayInputStream(packed)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void pack(DataOutput out) throws IOException {
        out.writeLong(messages);
        for (Map<String, IdCount> field : fields) {
            out.writeInt(field.size());
            for (Map.Entry<String, IdCount> e : field.entrySet()) {
                text(out, e.getKey());
                e.getValue().pack(out);
            }
        }
    }

    static IdCounts unpack(DataInput in) throws IOException {
        IdCounts c = new IdCounts();
        c.messages = in.readLong();
        for (Map<String, IdCount> field : c.fields) {
            for (int n = in.readInt(); n > 0; n--) {
                field.put(text(in), IdCount.unpack(in));
            }
        }
        return c;
    }

    static void text(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
