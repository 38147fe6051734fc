/** What a push says, in Chinese and English, and how text of customers is made harmless. Imports incidents, decides nothing. */
@NullMarked
package io.tidewatch.notify.message;

import org.jspecify.annotations.NullMarked;
