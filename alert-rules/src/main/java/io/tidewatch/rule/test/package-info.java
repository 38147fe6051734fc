/** Tests of rules as analysts write them: the format and what it means. Running them is somebody else's. */
@NullMarked
package io.tidewatch.rule.test;

import org.jspecify.annotations.NullMarked;
