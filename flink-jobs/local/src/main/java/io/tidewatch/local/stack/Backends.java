package io.tidewatch.local.stack;

/**
 * The servers that jobs and wall use.
 *
 * @param kafka {@code host:port}
 * @param elasticsearch URL
 * @param redis URL
 */
public record Backends(String kafka, String elasticsearch, String redis) {}
