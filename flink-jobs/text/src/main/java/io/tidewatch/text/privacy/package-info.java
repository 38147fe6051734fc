/** Finds personal data in texts, through their disguises, and puts their kind in their place. */
@NullMarked
package io.tidewatch.text.privacy;

import org.jspecify.annotations.NullMarked;
