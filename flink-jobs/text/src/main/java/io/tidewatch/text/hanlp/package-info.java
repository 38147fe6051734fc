/** HanLP behind our own types: nothing outside of this package names it. */
@NullMarked
package io.tidewatch.text.hanlp;

import org.jspecify.annotations.NullMarked;
