/**
 * What tests of all modules share: polling for what comes about by itself, and a receiver of HTTP requests. Made
 * available as the test-jar of this module; knows no other package of Tidewatch.
 */
@NullMarked
package io.tidewatch.testing;

import org.jspecify.annotations.NullMarked;
