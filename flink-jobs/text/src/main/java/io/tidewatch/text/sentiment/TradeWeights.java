package io.tidewatch.text.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Several linear models over the runs of 1 and 2 characters, one for each trade (hotels, books and so on), side by side:
 * the weights of a bucket for all trades lie together. Weights are kept in 8 bits on a square scale, finer near 0.
 * Immutable.
 */
final class TradeWeights {
    /** Longest run that trades differ in. */
    static final int LONGEST = 2;

    /** More trades do not fit into a file of the size that is allowed. */
    static final int MOST = 12;

    private static final int STEPS = 127;

    private final int trades;
    private final int bits;
    private final float most;
    private final byte[] steps;
    private final float[] values = new float[256];

    private TradeWeights(int trades, int bits, float most, byte[] steps) {
        this.trades = trades;
        this.bits = bits;
        this.most = most;
        this.steps = steps;
        for (int i = 0; i < values.length; i++) {
            float part = (byte) i / (float) STEPS;
            values[i] = most * part * Math.abs(part);
        }
    }

    /**
     * @param trades number of trades, 0–{@value #MOST}
     * @param bits of a bucket's number
     * @param weights of bucket b for trade t at b * trades + t
     */
    static TradeWeights of(int trades, int bits, double[] weights) {
        if (trades > MOST || weights.length != trades << bits) {
            throw new IllegalArgumentException(
                    trades + " trades, " + weights.length + " weights of " + bits + " bits, expected at most " + MOST);
        }
        double most = 1e-6;
        for (double w : weights) {
            most = Math.max(most, Math.abs(w));
        }
        byte[] steps = new byte[weights.length];
        for (int i = 0; i < steps.length; i++) {
            long step = Math.round(STEPS * Math.sqrt(Math.abs(weights[i]) / most));
            steps[i] = (byte) (weights[i] < 0 ? -step : step);
        }
        return new TradeWeights(trades, bits, (float) most, steps);
    }

    /** For a model that knows no trades. */
    static TradeWeights none() {
        return of(0, 8, new double[0]);
    }

    int trades() {
        return trades;
    }

    int bits() {
        return bits;
    }

    /** Weight of a bucket for a trade. */
    float of(int bucket, int trade) {
        return values[steps[bucket * trades + trade] & 0xFF];
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(trades);
        out.writeByte(bits);
        out.writeFloat(most);
        out.write(steps);
    }

    static TradeWeights read(DataInputStream in) throws IOException {
        int trades = in.readUnsignedByte();
        int bits = in.readUnsignedByte();
        if (trades > MOST || bits < 8 || bits > 20) {
            throw new IOException(trades + " trades of " + bits + " bits, expected at most " + MOST + " of 8–20 bits");
        }
        float most = GramWeights.finite(in.readFloat());
        byte[] steps = new byte[trades << bits];
        in.readFully(steps);
        return new TradeWeights(trades, bits, most, steps);
    }
}
