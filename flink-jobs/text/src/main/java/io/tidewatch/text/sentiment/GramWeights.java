package io.tidewatch.text.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A linear model over {@link Grams}: evidence of a range of a text is the sum of the weights of the runs that start in it,
 * over the square root of their number, plus a constant. Immutable.
 */
final class GramWeights {
    private final int bits;
    private final float constant;
    private final SquareScale weights;

    private GramWeights(int bits, float constant, SquareScale weights) {
        this.bits = bits;
        this.constant = constant;
        this.weights = weights;
    }

    /** @param weights one for each bucket, a power of two of them */
    static GramWeights of(double[] weights, double constant) {
        return new GramWeights(
                Integer.numberOfTrailingZeros(weights.length), (float) constant, SquareScale.of(weights));
    }

    int bits() {
        return bits;
    }

    float of(int bucket) {
        return weights.of(bucket);
    }

    /** Evidence of a whole text. */
    double evidence(Grams grams) {
        double sum = 0;
        for (int i = 0; i < grams.size(); i++) {
            sum += of(grams.bucket(i));
        }
        return evidence(sum, grams.size());
    }

    double evidence(double sum, int runs) {
        return runs == 0 ? constant : sum / Math.sqrt(runs) + constant;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(bits);
        out.writeFloat(weights.most());
        out.writeFloat(constant);
        out.write(weights.steps());
    }

    static GramWeights read(DataInputStream in) throws IOException {
        int bits = in.readUnsignedByte();
        if (bits < 8 || bits > 24) {
            throw new IOException("bits " + bits + ", expected 8–24");
        }
        float most = SquareScale.finite(in.readFloat());
        float constant = SquareScale.finite(in.readFloat());
        return new GramWeights(bits, constant, SquareScale.read(most, 1 << bits, in));
    }
}
