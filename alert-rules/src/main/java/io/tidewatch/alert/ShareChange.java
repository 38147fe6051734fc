package io.tidewatch.alert;

/**
 * How a share in the window differs from what is usual.
 *
 * @param share of the originals in the window, 0…1
 * @param usual the share that is usual, 0…1
 * @param deltaPoints share less usual in percentage points, −100…100: above 0 when the share has risen
 * @param confidence that the difference is no chance, 0…1
 */
public record ShareChange(double share, double usual, double deltaPoints, double confidence) {}
