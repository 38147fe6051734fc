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
 * Tells positive from negative, and statements from opinions, in Chinese text. Immutable and thread-safe; a {@link
 * SentimentPass} reads texts with it.
 */
public final class SentimentModel {
    private static final int MAGIC = 0x5457534D;
    private static final int FORMAT = 2;
    private static final int LARGEST = 4_000_000;
    private static final int HEAD_BYTES = 5;
    private static final int CHECKSUM_BYTES = 8;

    private final GramWeights positive;
    private final Calibration positiveLogOdds;
    private final GramWeights plain;
    private final Calibration plainOdds;
    private final TradeWeights trades;
    private final TradeWeights tradePositive;
    private final byte[] bytes;

    /**
     * @param trades which trades a text is from
     * @param tradePositive what each trade adds to {@code positive}
     */
    SentimentModel(
            GramWeights positive,
            Calibration positiveLogOdds,
            GramWeights plain,
            Calibration plainOdds,
            TradeWeights trades,
            TradeWeights tradePositive) {
        if (trades.trades() != tradePositive.trades()
                || plain.bits() > positive.bits()
                || trades.bits() > positive.bits()
                || tradePositive.bits() > positive.bits()) {
            throw new IllegalArgumentException("tables that do not go together: " + trades.trades() + " and "
                    + tradePositive.trades() + " trades, " + positive.bits() + ", " + plain.bits() + ", "
                    + trades.bits() + " and " + tradePositive.bits() + " bits");
        }
        this.trades = trades;
        this.tradePositive = tradePositive;
        this.positive = positive;
        this.positiveLogOdds = positiveLogOdds;
        this.plain = plain;
        this.plainOdds = plainOdds;
        this.bytes = encode();
    }

    /** The one of this program, read once per JVM. */
    public static SentimentModel packaged() {
        return Packaged.MODEL;
    }

    /**
     * @param bytes as {@link #bytes} gives them
     * @throws InvalidModelException when they are not a whole model of this format
     */
    public static SentimentModel read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new InvalidModelException("sentiment model: " + bytes.length + " bytes, expected at most " + LARGEST);
        }
        if (bytes.length < HEAD_BYTES) {
            throw new InvalidModelException("sentiment model: cut off after " + bytes.length + " bytes");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new InvalidModelException("sentiment model: no such file, it begins with other bytes");
            }
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new InvalidModelException(
                        "sentiment model: format " + format + ", this program reads " + FORMAT + "; train it anew");
            }
            if (bytes.length < HEAD_BYTES + CHECKSUM_BYTES
                    || checksum(bytes)
                            != new DataInputStream(new ByteArrayInputStream(
                                            bytes, bytes.length - CHECKSUM_BYTES, CHECKSUM_BYTES))
                                    .readLong()) {
                throw new InvalidModelException("sentiment model: damaged or cut off, its checksum differs");
            }
            SentimentModel model = new SentimentModel(
                    GramWeights.read(in),
                    Calibration.read(in),
                    GramWeights.read(in),
                    Calibration.read(in),
                    TradeWeights.read(in),
                    TradeWeights.read(in));
            if (in.available() != CHECKSUM_BYTES) {
                throw new InvalidModelException(
                        "sentiment model: " + (in.available() - CHECKSUM_BYTES) + " bytes too many");
            }
            return model;
        } catch (EOFException e) {
            throw new InvalidModelException("sentiment model: cut off after " + bytes.length + " bytes", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidModelException("sentiment model: " + e.getMessage(), e);
        }
    }

    /** The model as a file. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** First 12 hex digits of a hash of the file: two models of the same version give the same figures. */
    public String version() {
        return HexFormat.of().toHexDigits(checksum(bytes)).substring(4);
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

    TradeWeights trades() {
        return trades;
    }

    TradeWeights tradePositive() {
        return tradePositive;
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
            trades.write(out);
            tradePositive.write(out);
            out.writeLong(0);
            byte[] all = bytes.toByteArray();
            long sum = checksum(all);
            for (int i = 0; i < CHECKSUM_BYTES; i++) {
                all[all.length - 1 - i] = (byte) (sum >>> (8 * i));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over all but the checksum itself. */
    private static long checksum(byte[] bytes) {
        int length = Math.max(0, bytes.length - CHECKSUM_BYTES);
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        long low = crc.getValue();
        crc.update(length);
        return low << 32 | crc.getValue();
    }

    private static final class Packaged {
        static final SentimentModel MODEL = load();

        private static SentimentModel load() {
            try (InputStream in = SentimentModel.class.getResourceAsStream("sentiment-zh.bin")) {
                if (in == null) {
                    throw new IllegalStateException("resource missing: sentiment-zh.bin");
                }
                return read(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
