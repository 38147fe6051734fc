package io.tidewatch.local.sample;

import java.util.List;

/**
 * One of the 34 regions.
 *
 * @param weight million people, roughly
 * @param idPrefix first two digits of the identity cards issued there
 * @param cities the largest first
 */
public record SampleRegion(
        String name, String fullName, String english, int weight, String idPrefix, List<String> cities) {}
