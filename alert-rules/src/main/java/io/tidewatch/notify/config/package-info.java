/**
 * {@code notify.yaml}: people, owners, receivers, routes, intervals, and the reader that finds every problem in it. Imports
 * nothing of {@link io.tidewatch.notify}.
 */
@NullMarked
package io.tidewatch.notify.config;

import org.jspecify.annotations.NullMarked;
