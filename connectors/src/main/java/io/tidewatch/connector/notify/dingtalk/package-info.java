/** DingTalk group robots. */
@NullMarked
package io.tidewatch.connector.notify.dingtalk;

import org.jspecify.annotations.NullMarked;
