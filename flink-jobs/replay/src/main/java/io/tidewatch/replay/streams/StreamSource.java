package io.tidewatch.replay.streams;

import java.util.List;

/**
 * Series that were recorded together.
 *
 * @param streams in the order of the truth file
 */
record StreamSource(String name, List<KeyedStream> streams) {}
