/** The launcher and its commands: everything on one machine, nothing but a JDK needed. */
@NullMarked
package io.tidewatch.local;

import org.jspecify.annotations.NullMarked;
