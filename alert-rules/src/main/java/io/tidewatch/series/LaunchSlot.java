package io.tidewatch.series;

import java.util.List;
import java.util.Map;

/**
 * What was said of new products in one slot of five minutes.
 *
 * @param at end of the slot, epoch milliseconds
 * @param messages of each new product that had any, all and those that complain of each issue
 * @param complaints issue → how many of all messages on products that are not new usually complain of it, 0…1; empty: as last said
 */
public record LaunchSlot(long at, List<ProductCount> messages, Map<String, Double> complaints) {}
