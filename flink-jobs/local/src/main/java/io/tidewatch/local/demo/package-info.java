/** The demo: the stack that {@code up} runs, fed with a made sample and watched from outside. */
@NullMarked
package io.tidewatch.local.demo;

import org.jspecify.annotations.NullMarked;
