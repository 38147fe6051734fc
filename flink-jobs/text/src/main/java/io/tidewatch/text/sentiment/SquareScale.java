package io.tidewatch.text.sentiment;

import java.io.DataInputStream;
import java.io.IOException;

/** Weights in 8 bits each on a square scale: finer near 0, where most of them are. Immutable. */
final class SquareScale {
    private static final int STEPS = 127;

    private final float most;
    private final byte[] steps;
    private final float[] values = new float[256];

    /** @param most size of the largest weight */
    private SquareScale(float most, byte[] steps) {
        this.most = most;
        this.steps = steps;
        for (int i = 0; i < values.length; i++) {
            float part = (byte) i / (float) STEPS;
            values[i] = most * part * Math.abs(part);
        }
    }

    static SquareScale of(double[] weights) {
        double most = 1e-6;
        for (double w : weights) {
            most = Math.max(most, Math.abs(w));
        }
        byte[] steps = new byte[weights.length];
        for (int i = 0; i < steps.length; i++) {
            long step = Math.round(STEPS * Math.sqrt(Math.abs(weights[i]) / most));
            steps[i] = (byte) (weights[i] < 0 ? -step : step);
        }
        return new SquareScale((float) most, steps);
    }

    /** @param most as {@link #most} gave it */
    static SquareScale read(float most, int size, DataInputStream in) throws IOException {
        byte[] steps = new byte[size];
        in.readFully(steps);
        return new SquareScale(most, steps);
    }

    float most() {
        return most;
    }

    byte[] steps() {
        return steps;
    }

    float of(int index) {
        return values[steps[index] & 0xFF];
    }

    static float finite(float f) throws IOException {
        if (!Float.isFinite(f)) {
            throw new IOException("a weight is not a number");
        }
        return f;
    }
}
