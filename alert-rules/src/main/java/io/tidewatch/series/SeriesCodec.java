package io.tidewatch.series;

import io.tidewatch.alert.Attached;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parts of a packed series that are lists. */
final class SeriesCodec {
    private static final long SAID = Long.MIN_VALUE;

    /** Likewise, that what came with it follows. */
    private static final long ATTACHED = Long.MIN_VALUE + 1;

    private SeriesCodec() {}

    static void bytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] bytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /** A number in as few bytes as it needs: seven bits in each, the lowest first. */
    static void count(DataOutput out, long n) throws IOException {
        long left = n;
        while ((left & ~0x7FL) != 0) {
            out.writeByte((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    static long count(DataInput in) throws IOException {
        long n = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.readByte();
            n |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return n;
            }
        }
    }

    /** Counts by the number of their bin. */
    static void counts(DataOutput out, Map<Long, Long> counts) throws IOException {
        count(out, counts.size());
        for (Map.Entry<Long, Long> e : counts.entrySet()) {
            out.writeLong(e.getKey());
            count(out, e.getValue());
        }
    }

    static Map<Long, Long> counts(DataInput in) throws IOException {
        Map<Long, Long> counts = new TreeMap<>();
        for (long n = count(in); n > 0; n--) {
            counts.put(in.readLong(), count(in));
        }
        return counts;
    }

    static void messages(DataOutput out, List<SeriesMessage> messages) throws IOException {
        out.writeInt(messages.size());
        for (SeriesMessage m : messages) {
            out.writeLong(m.time());
            out.writeUTF(m.id());
            out.writeBoolean(m.original());
            out.writeBoolean(m.negative());
            out.writeLong(m.author());
            out.writeLong(m.followers());
            out.writeUTF(m.text());
            out.writeUTF(m.channel());
            out.writeUTF(m.source());
            texts(out, m.keywords());
            texts(out, m.traits());
            texts(out, m.shares());
            out.writeLong(m.model());
            if (m.isHeardLate()) {
                // no time of receipt is before 1970: marks that another time follows
                out.writeLong(SAID);
                out.writeLong(m.saidAt());
            }
            Attached attached = m.attached();
            if (attached != null) {
                out.writeLong(ATTACHED);
                count(out, attached.images());
                count(out, attached.videos());
                out.writeUTF(attached.link() == null ? "" : attached.link());
            }
            out.writeLong(m.receivedAt());
            out.writeLong(m.annotatedAt());
        }
    }

    /** @param shared true when it was packed with the shares of each message */
    static List<SeriesMessage> messages(DataInput in, boolean shared) throws IOException {
        int n = in.readInt();
        List<SeriesMessage> out = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            SeriesMessage.Builder m = SeriesMessage.builder(in.readLong(), in.readUTF())
                    .original(in.readBoolean())
                    .negative(in.readBoolean())
                    .author(in.readLong())
                    .followers(in.readLong())
                    .text(in.readUTF())
                    .channel(in.readUTF())
                    .source(in.readUTF())
                    .keywords(texts(in))
                    .traits(texts(in))
                    .shares(shared ? texts(in) : List.of())
                    .model(shared ? in.readLong() : 0);
            long received = in.readLong();
            if (received == SAID) {
                m.saidAt(in.readLong());
                received = in.readLong();
            }
            if (received == ATTACHED) {
                int images = (int) count(in);
                int videos = (int) count(in);
                String link = in.readUTF();
                m.attached(new Attached(images, videos, link.isEmpty() ? null : link));
                received = in.readLong();
            }
            out.add(m.receivedAt(received).annotatedAt(in.readLong()).build());
        }
        return out;
    }

    private static void texts(DataOutput out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String t : texts) {
            out.writeUTF(t);
        }
    }

    private static List<String> texts(DataInput in) throws IOException {
        int n = in.readInt();
        List<String> out = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            out.add(in.readUTF());
        }
        return out;
    }
}
