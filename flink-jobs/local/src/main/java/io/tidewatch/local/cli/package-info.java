/** What every command needs: progress, ends, the configuration's options. Imports {@code local.config} only. */
@NullMarked
package io.tidewatch.local.cli;

import org.jspecify.annotations.NullMarked;
