package io.tidewatch.connector.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One document as it is stored.
 *
 * @param version that it was written with; written again with the same one it is replaced, unless a higher one came between
 */
public record StoredDocument(String index, String id, long version, ObjectNode source) {}
