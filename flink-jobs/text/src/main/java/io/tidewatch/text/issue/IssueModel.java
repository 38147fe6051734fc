package io.tidewatch.text.issue;

import io.tidewatch.hash.StableHash;
import io.tidewatch.text.sentiment.InvalidModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Which leaf a clause complains of, if any: a linear model (multinomial logistic regression) over hashed runs of 1 to 4 characters of
 * the clause and of its neighbours, and what the taxonomy's words find in it, weights in 8 bits. Immutable and thread-safe; an {@link IssuePass} reads texts with it.
 */
public final class IssueModel {
    /** What stands for a clause that complains of nothing. */
    public static final String NONE = "-";

    private static final int MAGIC = 0x54574953;
    private static final int FORMAT = 2;
    private static final int STEPS = 127;
    private static final int BIAS = 128;
    /** So many rows are added at a time: more would overflow from 257 on, and not stay in the nearest cache. */
    static final int BLOCK = 128;
    /** Every second byte, with room for the sums of {@value #BLOCK}. */
    private static final long EVEN = 0x00FF00FF00FF00FFL;

    private static final int LARGEST = 16_000_000;

    private final List<String> leaves;
    private final int bits;
    private final float most;
    /** Of each bucket one step for each leaf, −127 to 127. */
    private final byte[] steps;
    /** The same and {@value #BIAS}, eight in one number. */
    private final long[] packed;

    /** Numbers of a bucket. */
    private final int words;

    private final float[] constants;
    private final byte[] bytes;

    IssueModel(List<String> leaves, int bits, float most, byte[] steps, float[] constants) {
        this.leaves = List.copyOf(leaves);
        this.bits = bits;
        this.most = most;
        this.steps = steps;
        this.words = (leaves.size() + 15) / 16 * 2;
        this.packed = pack(steps, leaves.size(), words);
        this.constants = constants;
        this.bytes = encode();
    }

    /** @param weights of each bucket one for each leaf */
    static IssueModel of(List<String> leaves, int bits, float[] weights, float[] constants) {
        float most = 1e-6f;
        for (float w : weights) {
            most = Math.max(most, Math.abs(w));
        }
        byte[] steps = new byte[weights.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (byte) Math.round(STEPS * weights[i] / most);
        }
        return new IssueModel(leaves, bits, most, steps, constants);
    }

    /** The one of this program, read once per JVM. */
    public static IssueModel packaged() {
        return Packaged.MODEL;
    }

    /** The ids of the leaves that it knows, in order. */
    public List<String> leaves() {
        return leaves;
    }

    int bits() {
        return bits;
    }

    /**
     * Adds what buckets say of each leaf to its sum of steps. Sixteen leaves of a bucket are read at a time, and added four in one number,
     * 16 bits each.
     *
     * @param apart which bits of each bucket's number are to be turned, 0 for none
     * @param row room for {@value #BLOCK} numbers
     */
    void add(int[] bucket, int apart, int size, int[] sums, int[] row) {
        for (int from = 0; from < size; from += BLOCK) {
            int rows = Math.min(size - from, BLOCK);
            for (int i = 0; i < rows; i++) {
                row[i] = (bucket[from + i] ^ apart) * words;
            }
            for (int word = 0; word < words; word += 2) {
                long a = 0;
                long b = 0;
                long c = 0;
                long d = 0;
                for (int i = 0; i < rows; i++) {
                    int at = row[i] + word;
                    long first = packed[at];
                    long second = packed[at + 1];
                    a += first & EVEN;
                    b += first >>> 8 & EVEN;
                    c += second & EVEN;
                    d += second >>> 8 & EVEN;
                }
                keep(a, 8 * word, rows, sums);
                keep(b, 8 * word + 1, rows, sums);
                keep(c, 8 * word + 8, rows, sums);
                keep(d, 8 * word + 9, rows, sums);
            }
        }
    }

    /** Adds four sums, of every second leaf from one on. */
    private void keep(long four, int from, int rows, int[] sums) {
        int bias = BIAS * rows;
        for (int leaf = from; leaf < Math.min(leaves.size(), from + 8); leaf += 2) {
            sums[leaf] += (int) (four & 0xFFFF) - bias;
            four >>>= 16;
        }
    }

    private static long[] pack(byte[] steps, int leaves, int words) {
        long[] out = new long[steps.length / leaves * words];
        for (int i = 0; i < steps.length; i++) {
            int leaf = i % leaves;
            out[i / leaves * words + (leaf >> 3)] |= (long) (steps[i] + BIAS) << 8 * (leaf & 7);
        }
        return out;
    }

    /** Evidence for a leaf, from the sum of its steps. */
    double evidence(int leaf, double sum) {
        return constants[leaf] + sum * most / STEPS;
    }

    /** The file's content. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Hash of the content, 16 hexadecimal digits. */
    public String version() {
        return StableHash.sha256(Arrays.toString(constants) + Arrays.hashCode(steps) + leaves, 8);
    }

    private byte[] encode() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(file))) {
            out.writeInt(MAGIC);
            out.writeByte(FORMAT);
            out.writeByte(bits);
            out.writeShort(leaves.size());
            for (String leaf : leaves) {
                out.writeUTF(leaf);
            }
            for (float c : constants) {
                out.writeFloat(c);
            }
            out.writeFloat(most);
            out.write(steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /**
     * @param bytes as {@link #bytes} gives them
     * @throws InvalidModelException when they are not a whole model of this format
     */
    public static IssueModel read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new InvalidModelException("issue model: " + bytes.length + " bytes, expected at most " + LARGEST);
        }
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            if (in.readInt() != MAGIC) {
                throw new InvalidModelException("issue model: no such file, it begins with other bytes");
            }
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new InvalidModelException("issue model: format " + format + ", expected " + FORMAT
                        + ": train it again with train issues");
            }
            int bits = in.readUnsignedByte();
            int size = in.readUnsignedShort();
            if (bits < 8 || bits > 20 || size < 1 || size > 1000) {
                throw new InvalidModelException(
                        "issue model: " + bits + " bits and " + size + " leaves, expected 8–20 bits and 1–1000 leaves");
            }
            List<String> leaves = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                leaves.add(in.readUTF());
            }
            float[] constants = new float[size];
            for (int i = 0; i < size; i++) {
                constants[i] = in.readFloat();
            }
            float most = in.readFloat();
            byte[] steps = in.readNBytes(size << bits);
            if (steps.length < size << bits) {
                throw new EOFException();
            }
            if (in.read() >= 0) { // checks the sum at the end, too
                throw new InvalidModelException(
                        "issue model: unreadable, more follows than its " + bytes.length + " bytes say");
            }
            return new IssueModel(leaves, bits, most, steps, constants);
        } catch (EOFException e) {
            throw new InvalidModelException("issue model: cut off after " + bytes.length + " bytes");
        } catch (IOException e) {
            throw new InvalidModelException("issue model: unreadable, " + e.getMessage());
        }
    }

    private static final class Packaged {
        static final IssueModel MODEL = load();

        private static IssueModel load() {
            try (InputStream in = IssueModel.class.getResourceAsStream("issues.bin")) {
                if (in == null) {
                    throw new IllegalStateException("issues.bin is not packaged");
                }
                return read(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
