@NullMarked
package io.tidewatch.local.score;

import org.jspecify.annotations.NullMarked;
