package io.tidewatch.local.sample;

/**
 * Something that is sold.
 *
 * @param kind wear, home, device, food, care or book: people write differently of each
 */
record Goods(String brand, String zh, String en, String kind) {
    String name(boolean english) {
        return english ? en : zh;
    }
}
