package io.tidewatch.connector.file;

import io.tidewatch.wire.FeedbackJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines as bytes, so that one that is not UTF-8 can be told from the others. A byte order mark is dropped. */
public final class LineReader {
    /** Longest line, in bytes; of a longer one only so much is kept, and one byte more. */
    public static final int MAX_LINE = FeedbackJson.MAX_RECORD_BYTES;

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private boolean first = true;

    public LineReader(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, or null after the last. */
    public byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream begun = null;
        while (true) {
            if (from == to) {
                from = 0;
                to = in.read(buffer);
                if (to < 0) {
                    to = 0;
                    return begun == null ? null : finished(begun.toByteArray());
                }
            }
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            boolean whole = end < to;
            if (whole && begun == null) {
                byte[] line = Arrays.copyOfRange(buffer, from, end);
                from = end + 1;
                return finished(line);
            }
            begun = begun == null ? new ByteArrayOutputStream(1 << 12) : begun;
            begun.write(buffer, from, Math.min(end - from, MAX_LINE + 1 - begun.size()));
            from = whole ? end + 1 : end;
            if (whole) {
                return finished(begun.toByteArray());
            }
        }
    }

    /** True when the next line can probably be had without waiting for who writes it. */
    public boolean isReady() throws IOException {
        return from < to || in.available() > 0;
    }

    private byte[] finished(byte[] line) {
        int start = first && line.length >= 3 && Arrays.equals(MARK, Arrays.copyOf(line, 3)) ? 3 : 0;
        int end = line.length > start && line[line.length - 1] == '\r' ? line.length - 1 : line.length;
        first = false;
        return start == 0 && end == line.length ? line : Arrays.copyOfRange(line, start, end);
    }
}
