package io.tidewatch.alert;

/**
 * A value that is over-represented among the counted messages.
 *
 * @param dimension for example courier, city, product, channel, tier
 * @param lift share within the surge / usual share; above 1 means over-represented
 */
public record Lift(String dimension, String value, double lift) {}
