package io.tidewatch.text.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Several linear models over the runs of 1 and 2 characters, one for each trade (hotels, books and so on), side by side:
 * the weights of a bucket for all trades lie together. Immutable.
 */
final class TradeWeights {
    /** Longest run that trades differ in. */
    static final int MAX_LENGTH = 2;

    /** More trades do not fit into a file of the size that is allowed. */
    static final int MAX = 12;

    private final int trades;
    private final int bits;
    private final SquareScale weights;

    private TradeWeights(int trades, int bits, SquareScale weights) {
        this.trades = trades;
        this.bits = bits;
        this.weights = weights;
    }

    /**
     * @param trades number of trades, 0–{@value #MAX}
     * @param bits of a bucket's number
     * @param weights of bucket b for trade t at b * trades + t
     */
    static TradeWeights of(int trades, int bits, double[] weights) {
        if (trades > MAX || weights.length != trades << bits) {
            throw new IllegalArgumentException(
                    trades + " trades, " + weights.length + " weights of " + bits + " bits, expected at most " + MAX);
        }
        return new TradeWeights(trades, bits, SquareScale.of(weights));
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
        return weights.of(bucket * trades + trade);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(trades);
        out.writeByte(bits);
        out.writeFloat(weights.most());
        out.write(weights.steps());
    }

    static TradeWeights read(DataInputStream in) throws IOException {
        int trades = in.readUnsignedByte();
        int bits = in.readUnsignedByte();
        if (trades > MAX || bits < 8 || bits > 20) {
            throw new IOException(trades + " trades of " + bits + " bits, expected at most " + MAX + " of 8–20 bits");
        }
        return new TradeWeights(trades, bits, SquareScale.read(SquareScale.finite(in.readFloat()), trades << bits, in));
    }
}
