/** What is published for people: alerts, evidence, incidents, deliveries and receipts. */
@NullMarked
package io.tidewatch.alert;

import org.jspecify.annotations.NullMarked;
