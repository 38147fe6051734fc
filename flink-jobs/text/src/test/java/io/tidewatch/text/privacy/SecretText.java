package io.tidewatch.text.privacy;

/**
 * A text that holds one invented datum.
 *
 * @param kind wire name of its kind
 * @param how how it is written
 * @param secret the datum as it is written plainly: what must not be found
 * @param kept what must still stand there, or empty
 */
public record SecretText(String kind, String how, String text, String secret, String kept) {
    /** Addresses and names are recognised by words, not by their own build. */
    public boolean structured() {
        return !kind.equals("address") && !kind.equals("name");
    }

    /**
     * Whether an output still gives the datum away: all of it, or seven digits in a row, however they are written.
     */
    public boolean isIn(String output) {
        if (!structured()) {
            return output.contains(secret);
        }
        String seen = PlainForm.of(output);
        String looked = PlainForm.of(secret);
        int window = looked.length() >= 10 ? Math.max(7, looked.length() / 2) : looked.length();
        for (int i = 0; i + window <= looked.length(); i++) {
            if (seen.contains(looked.substring(i, i + window))) {
                return true;
            }
        }
        return false;
    }
}
