/** New products: how much is said of them, and how often others are complained of. */
@NullMarked
package io.tidewatch.job.detect.launch;

import org.jspecify.annotations.NullMarked;
