/** Checks and tests of rule files, without any server. */
@NullMarked
package io.tidewatch.local.rules;

import org.jspecify.annotations.NullMarked;
