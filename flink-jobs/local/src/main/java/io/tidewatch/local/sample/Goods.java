package io.tidewatch.local.sample;

/** Something that is sold. */
record Goods(String brand, String zh, String en) {
    String name(boolean english) {
        return english ? en : zh;
    }
}
