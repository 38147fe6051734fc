/** Stable hashes: ids and keys that are the same on every machine and in every version. */
@NullMarked
package io.tidewatch.hash;

import org.jspecify.annotations.NullMarked;
