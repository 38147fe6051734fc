/** One table of described options, read from tidewatch.yaml, the environment and the command line. */
@NullMarked
package io.tidewatch.local.config;

import org.jspecify.annotations.NullMarked;
