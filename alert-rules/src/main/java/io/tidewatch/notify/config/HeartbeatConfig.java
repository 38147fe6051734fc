package io.tidewatch.notify.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sign of life to an outside watch.
 *
 * @param url a reference or an address without credentials; null when only people are tested
 * @param humanTestEach shift, day or week; null when there is no test with people
 */
public record HeartbeatConfig(
        long everyMs, @Nullable String url, @Nullable String humanTestEach, List<String> humanTestReceivers) {}
