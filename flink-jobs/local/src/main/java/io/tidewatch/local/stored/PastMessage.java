package io.tidewatch.local.stored;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A stored message, as it was when it was looked for.
 *
 * @param seqNo with {@code primaryTerm}: which write of the document this is
 * @param sort its place among those that are looked for, newest first
 */
record PastMessage(String index, String id, long seqNo, long primaryTerm, JsonNode source, JsonNode sort) {}
