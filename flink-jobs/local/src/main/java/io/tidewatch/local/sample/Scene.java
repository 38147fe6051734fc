package io.tidewatch.local.sample;

import java.util.Map;

/**
 * Who writes about what, before there are words.
 *
 * @param known values that phrases may name: city, product, courier …
 */
record Scene(SamplePerson person, boolean english, Goods goods, Map<String, String> known) {}
