@NullMarked
package io.tidewatch.local.evaluate;

import org.jspecify.annotations.NullMarked;
