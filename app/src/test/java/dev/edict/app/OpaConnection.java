package dev.edict.app;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One connection to the program on which requests are written as an Open Policy Agent writes them, byte for byte. */
final class OpaConnection implements Closeable {

    private static final int LONGEST_SILENCE_MILLIS = 70_000;

    private final Socket socket;
    private final BufferedInputStream in;
    private final String token;

    OpaConnection(int port, String token) {
        this.token = token;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(LONGEST_SILENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A response as it came, and how long it took. */
    record Received(int status, List<String> headerLines, List<Byte> content, Duration took) {

        Optional<String> header(String name) {
            var prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headerLines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(line -> line.substring(prefix.length()).strip())
                    .findFirst();
        }

        String tag() {
            return header("ETag").orElseThrow();
        }

        byte[] body() {
            var bytes = new byte[content.size()];
            for (int n = 0; n < bytes.length; n++) {
                bytes[n] = content.get(n);
            }
            return bytes;
        }
    }

    /** Writes a request; its response is read by {@link #receive}. */
    void send(String method, String path, String... headers) {
        var lines = new ArrayList<String>();
        lines.add("%s %s HTTP/1.1".formatted(method, path));
        lines.add("Host: 127.0.0.1");
        lines.add("User-Agent: Open-Policy-Agent/1.22.4 (linux, amd64)");
        lines.add("Authorization: Bearer " + token);
        lines.add("Accept-Encoding: gzip");
        lines.addAll(List.of(headers));
        try {
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Received ask(String method, String path, String... headers) {
        send(method, path, headers);
        return receive(method);
    }

    /** Waits for the response of the request that was sent last. */
    Received receive(String method) {
        var asked = System.nanoTime();
        try {
            var status = Integer.parseInt(line().split(" ", 3)[1]);
            var took = Duration.ofNanos(System.nanoTime() - asked);
            var headers = new ArrayList<String>();
            for (var line = line(); !line.isEmpty(); line = line()) {
                headers.add(line);
            }
            var response = new Received(status, headers, List.of(), took);
            var isEmpty = method.equals("HEAD") || status == 304 || status == 204;
            var length = isEmpty
                    ? 0
                    : Integer.parseInt(response.header("Content-Length").orElse("0"));
            var body = new ArrayList<Byte>();
            for (var octet : in.readNBytes(length)) {
                body.add(octet);
            }
            return new Received(status, headers, body, took);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the connection was closed");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
