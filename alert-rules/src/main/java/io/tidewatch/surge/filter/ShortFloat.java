package io.tidewatch.surge.filter;

/** Numbers with eight bits of mantissa: two bytes each when packed. */
final class ShortFloat {
    /** Smaller ones are 0. */
    private static final double LEAST = 1e-30;

    private ShortFloat() {}

    /** @param x from 0 */
    static float rounded(double x) {
        int bits = Float.floatToRawIntBits((float) x) + 0x8000;
        return x < LEAST ? 0 : Float.intBitsToFloat(bits & 0xFFFF0000);
    }

    /** @param x that is rounded */
    static short packed(float x) {
        return (short) (Float.floatToRawIntBits(x) >>> 16);
    }

    static float unpacked(short x) {
        return Float.intBitsToFloat((x & 0xFFFF) << 16);
    }
}
