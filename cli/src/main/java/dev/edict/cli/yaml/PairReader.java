package dev.edict.cli.yaml;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Reads text, and never ends between the two halves of a surrogate pair. The parser (snakeyaml-engine 3.0.1) fails where
 * the end of its full buffer is there.
 */
final class PairReader extends FilterReader {

    PairReader(Reader text) {
        super(text);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length < 2) {
            return super.read(buffer, offset, length);
        }
        var count = super.read(buffer, offset, length - 1);
        if (count > 0 && Character.isHighSurrogate(buffer[offset + count - 1])) {
            return count + Math.max(0, super.read(buffer, offset + count, 1));
        }
        return count;
    }
}
