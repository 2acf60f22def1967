package dev.edict.app.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.http.MimeHeaders;
import org.apache.tomcat.util.http.parser.HttpHeaderParser;
import org.springframework.util.ReflectionUtils;

/**
 * Rejects header lines that a proxy may parse differently: ended by a bare LF, or folded (RFC 9112 §2.2 and §5.2).
 * Tomcat's own parser accepts both and has no setting for it.
 */
final class StrictHeaderParser extends HttpHeaderParser {

    private final CheckedLines lines;

    private StrictHeaderParser(CheckedLines lines, MimeHeaders headers) {
        super(lines, headers, false);
        this.lines = lines;
    }

    /** Replaces the header parser that Tomcat creates and keeps in a private field of the processor. */
    static Processor in(Processor processor) {
        var request = processor.getRequest();
        var input = (Http11InputBuffer) request.getInputBuffer();
        var parser = ReflectionUtils.findField(Http11InputBuffer.class, null, HttpHeaderParser.class);
        if (parser == null) {
            throw new IllegalStateException("this version of Tomcat keeps its header parser elsewhere");
        }
        ReflectionUtils.makeAccessible(parser);
        ReflectionUtils.setField(
                parser, input, new StrictHeaderParser(new CheckedLines(input), request.getMimeHeaders()));
        return processor;
    }

    @Override
    public void recycle() {
        super.recycle();
        lines.expectRequest();
    }

    /** The received header bytes of a request, each checked before it is parsed, because parsing moves bytes. */
    private static final class CheckedLines implements HeaderDataSource {

        private static final int UNKNOWN = -1;

        private final HeaderDataSource source;
        private int lineStart = UNKNOWN;
        private int checked;
        private boolean ended;

        CheckedLines(HeaderDataSource source) {
            this.source = source;
        }

        void expectRequest() {
            lineStart = UNKNOWN;
            ended = false;
        }

        @Override
        public boolean fillHeaderBuffer() throws IOException {
            return source.fillHeaderBuffer();
        }

        @Override
        public ByteBuffer getHeaderByteBuffer() {
            var buffer = source.getHeaderByteBuffer();
            if (lineStart == UNKNOWN) {
                lineStart = buffer.position();
                checked = lineStart;
                requireCrLf(buffer, lineStart - 1);
            }
            while (!ended && checked < buffer.limit()) {
                check(buffer, checked);
                checked++;
            }
            return buffer;
        }

        private void check(ByteBuffer buffer, int index) {
            var octet = buffer.get(index);
            if (index == lineStart && (octet == ' ' || octet == '\t')) {
                throw new IllegalArgumentException("a header is folded");
            }
            if (octet == '\n') {
                requireCrLf(buffer, index);
                ended = index == lineStart + 1;
                lineStart = index + 1;
            }
        }

        private static void requireCrLf(ByteBuffer buffer, int lineFeed) {
            if (lineFeed < 1 || buffer.get(lineFeed - 1) != '\r') {
                throw new IllegalArgumentException("a line ends without CR");
            }
        }
    }
}
