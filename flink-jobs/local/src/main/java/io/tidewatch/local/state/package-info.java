/** Whether the jobs can go on with the state that they left, and how it is made anew when they cannot. */
@NullMarked
package io.tidewatch.local.state;

import org.jspecify.annotations.NullMarked;
