package io.tidewatch.job.detect.follow;

import io.tidewatch.series.SeriesMessage;

/**
 * One message of a customer, order or thread.
 *
 * @param order keyed hash; empty when it names none
 * @param grade 1–5
 */
public record Contact(String order, int grade, SeriesMessage message) {}
