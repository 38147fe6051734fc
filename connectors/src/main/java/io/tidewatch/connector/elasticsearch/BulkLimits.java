package io.tidewatch.connector.elasticsearch;

import java.io.Serializable;

/**
 * How documents are gathered into bulk requests.
 *
 * @param batchSize documents per request
 * @param batchBytes bytes per request; also the largest document, so it stays above the largest Kafka record
 * @param inFlight requests under way per writer
 * @param buffered documents waiting per writer; when full, the job waits
 * @param timeInBuffer longest wait of a document for company, milliseconds
 */
public record BulkLimits(int batchSize, long batchBytes, int inFlight, int buffered, long timeInBuffer)
        implements Serializable {
    public static final BulkLimits DEFAULT = new BulkLimits(500, 8L * 1024 * 1024, 2, 2_000, 500);
}
