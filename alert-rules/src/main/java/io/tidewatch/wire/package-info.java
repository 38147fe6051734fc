/** JSON in and out (snake_case, RFC 3339 times with offset) for every topic. */
@NullMarked
package io.tidewatch.wire;

import org.jspecify.annotations.NullMarked;
