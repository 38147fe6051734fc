package io.tidewatch.connector.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files that may be gzipped, whatever their names say. */
public final class InputFile {
    private static final int BUFFER = 1 << 16;

    private InputFile() {}

    /**
     * The content of a file, unpacked.
     *
     * @throws UnusableFileException when it cannot be read
     */
    public static InputStream open(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new UnusableFileException("cannot read " + file + ": it is a directory");
            }
            return unpacked(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw new UnusableFileException("cannot read " + file + ": no such file", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Unpacks gzip where bytes from elsewhere are such; others are given as they are. */
    public static InputStream unpacked(InputStream raw) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(raw, BUFFER);
        bytes.mark(2);
        int first = bytes.read();
        int second = first < 0 ? -1 : bytes.read();
        bytes.reset();
        return first == 0x1f && second == 0x8b ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER)) : bytes;
    }

    static UnusableFileException unreadable(Path file, IOException e) {
        return new UnusableFileException("cannot read " + file + ": " + e.getMessage(), e);
    }
}
