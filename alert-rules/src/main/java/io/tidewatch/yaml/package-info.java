/** YAML with positions: every problem names file, line, path, value and what was expected. */
@NullMarked
package io.tidewatch.yaml;

import org.jspecify.annotations.NullMarked;
