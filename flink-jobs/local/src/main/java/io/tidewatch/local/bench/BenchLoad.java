package io.tidewatch.local.bench;

import java.io.Serializable;

/**
 * What is sent through.
 *
 * @param messages how many, above 0
 * @param products over how many they are spread in turn; rules of three kinds share one series per product
 * @param rules how many rules there are, 1…100
 * @param windows over how many windows those rules are spread, 1…100
 */
public record BenchLoad(int messages, int products, int rules, int windows) implements Serializable {
    public BenchLoad {
        if (messages < 1 || products < 1 || rules < 1 || rules > 100 || windows < 1 || windows > 100) {
            throw new IllegalArgumentException("load: messages " + messages + ", products " + products + ", rules "
                    + rules + ", windows " + windows + "; expected at least 1, and at most 100 rules and windows");
        }
    }

    /** Live series of all products. */
    public int series() {
        return products * seriesPerProduct();
    }

    /** Series that the rules keep for each product. */
    int seriesPerProduct() {
        return (rules + 2) / 3;
    }

    /** A copy with another number of messages. */
    BenchLoad of(int count) {
        return new BenchLoad(count, products, rules, windows);
    }
}
