/** From signals to alerts: a rule's {@code for}, one open episode per rule and group, composites, limits per rule. */
@NullMarked
package io.tidewatch.job.detect.episode;

import org.jspecify.annotations.NullMarked;
