/** From words found to opinions: clauses, their sentiment, negation, and which issue each belongs to. */
@NullMarked
package io.tidewatch.text.opinion;

import org.jspecify.annotations.NullMarked;
