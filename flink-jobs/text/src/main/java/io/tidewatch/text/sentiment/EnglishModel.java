package io.tidewatch.text.sentiment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Tells positive from negative, and statements from opinions, in English text. Immutable and thread-safe; an {@link
 * EnglishPass} reads texts with it.
 */
public final class EnglishModel {
    private static final int MAGIC = 0x54575345;
    private static final int FORMAT = 1;
    private static final int LARGEST = 4_000_000;
    private static final int HEAD_BYTES = 5;
    private static final int CHECKSUM_BYTES = 4;

    private final GramWeights positive;
    private final Calibration positiveLogOdds;
    private final GramWeights plain;
    private final Calibration plainOdds;
    private final byte[] bytes;

    EnglishModel(GramWeights positive, Calibration positiveLogOdds, GramWeights plain, Calibration plainOdds) {
        if (plain.bits() > positive.bits()) {
            throw new IllegalArgumentException("tables that do not go together: " + positive.bits() + " and "
                    + plain.bits() + " bits, expected no more in the second");
        }
        this.positive = positive;
        this.positiveLogOdds = positiveLogOdds;
        this.plain = plain;
        this.plainOdds = plainOdds;
        this.bytes = encode();
    }

    /** The one of this program, read once per JVM. */
    public static EnglishModel packaged() {
        return Packaged.MODEL;
    }

    /**
     * @param bytes as {@link #bytes} gives them
     * @throws InvalidModelException when they are not a whole model of this format
     */
    public static EnglishModel read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new InvalidModelException(
                    "English sentiment model: " + bytes.length + " bytes, expected at most " + LARGEST);
        }
        if (bytes.length < HEAD_BYTES + CHECKSUM_BYTES) {
            throw new InvalidModelException("English sentiment model: cut off after " + bytes.length + " bytes");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new InvalidModelException("English sentiment model: no such file, it begins with other bytes");
            }
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new InvalidModelException("English sentiment model: format " + format + ", this program reads "
                        + FORMAT + "; train it anew");
            }
            if (checksum(bytes)
                    != new DataInputStream(
                                    new ByteArrayInputStream(bytes, bytes.length - CHECKSUM_BYTES, CHECKSUM_BYTES))
                            .readInt()) {
                throw new InvalidModelException("English sentiment model: damaged or cut off, its checksum differs");
            }
            EnglishModel model = new EnglishModel(
                    GramWeights.read(in), Calibration.read(in), GramWeights.read(in), Calibration.read(in));
            if (in.available() != CHECKSUM_BYTES) {
                throw new InvalidModelException(
                        "English sentiment model: " + (in.available() - CHECKSUM_BYTES) + " bytes too many");
            }
            return model;
        } catch (EOFException e) {
            throw new InvalidModelException("English sentiment model: cut off after " + bytes.length + " bytes", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidModelException("English sentiment model: " + e.getMessage(), e);
        }
    }

    /** The model as a file. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Eight hex digits of a checksum of the file: two models of the same version give the same figures. */
    public String version() {
        return HexFormat.of().toHexDigits(checksum(bytes));
    }

    GramWeights positive() {
        return positive;
    }

    Calibration positiveLogOdds() {
        return positiveLogOdds;
    }

    GramWeights plain() {
        return plain;
    }

    Calibration plainOdds() {
        return plainOdds;
    }

    private byte[] encode() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(MAGIC);
            out.writeByte(FORMAT);
            positive.write(out);
            positiveLogOdds.write(out);
            plain.write(out);
            plainOdds.write(out);
            out.writeInt(0);
            byte[] all = bytes.toByteArray();
            int sum = checksum(all);
            for (int i = 0; i < CHECKSUM_BYTES; i++) {
                all[all.length - 1 - i] = (byte) (sum >>> (8 * i));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over all but the checksum itself. */
    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, Math.max(0, bytes.length - CHECKSUM_BYTES));
        return (int) crc.getValue();
    }

    private static final class Packaged {
        static final EnglishModel MODEL = load();

        private static EnglishModel load() {
            try (InputStream in = EnglishModel.class.getResourceAsStream("sentiment-en.bin")) {
                if (in == null) {
                    throw new IllegalStateException("resource missing: sentiment-en.bin");
                }
                return read(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
