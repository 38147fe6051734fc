/** What is counted always, whatever the rules are: measures, the live figures and the events of the wall. */
@NullMarked
package io.tidewatch.job.detect.figures;

import org.jspecify.annotations.NullMarked;
