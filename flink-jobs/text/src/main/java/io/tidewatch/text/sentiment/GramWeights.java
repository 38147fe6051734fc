package io.tidewatch.text.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A linear model over {@link Grams}: evidence of a range of a text is the sum of the weights of the runs that start in it,
 * over the square root of their number, plus a constant. Weights are kept in 8 bits on a square scale, finer near 0.
 * Immutable.
 */
final class GramWeights {
    private static final int STEPS = 127;

    private final int bits;
    private final float most;
    private final float constant;
    private final byte[] steps;
    private final float[] values = new float[256];

    private GramWeights(int bits, float most, float constant, byte[] steps) {
        this.bits = bits;
        this.most = most;
        this.constant = constant;
        this.steps = steps;
        for (int i = 0; i < values.length; i++) {
            float part = (byte) i / (float) STEPS;
            values[i] = most * part * Math.abs(part);
        }
    }

    /** @param weights one for each bucket, a power of two of them */
    static GramWeights of(double[] weights, double constant) {
        double most = 1e-6;
        for (double w : weights) {
            most = Math.max(most, Math.abs(w));
        }
        byte[] steps = new byte[weights.length];
        for (int i = 0; i < steps.length; i++) {
            long step = Math.round(STEPS * Math.sqrt(Math.abs(weights[i]) / most));
            steps[i] = (byte) (weights[i] < 0 ? -step : step);
        }
        return new GramWeights(Integer.numberOfTrailingZeros(weights.length), (float) most, (float) constant, steps);
    }

    int bits() {
        return bits;
    }

    float of(int bucket) {
        return values[steps[bucket] & 0xFF];
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
        out.writeFloat(most);
        out.writeFloat(constant);
        out.write(steps);
    }

    static GramWeights read(DataInputStream in) throws IOException {
        int bits = in.readUnsignedByte();
        if (bits < 8 || bits > 24) {
            throw new IOException("bits " + bits + ", expected 8–24");
        }
        float most = finite(in.readFloat());
        float constant = finite(in.readFloat());
        byte[] steps = new byte[1 << bits];
        in.readFully(steps);
        return new GramWeights(bits, most, constant, steps);
    }

    static float finite(float f) throws IOException {
        if (!Float.isFinite(f)) {
            throw new IOException("a weight is not a number");
        }
        return f;
    }
}
