package dev.edict.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A key and a certificate for 127.0.0.1 that signs itself, made with the JDK's own tool. */
record TlsFiles(Path certificate, Path key) {

    private static final char[] PASSWORD = "of-the-test".toCharArray();

    static TlsFiles in(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        var store = folder.resolve("store.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (made != 0) {
            throw new IOException("keytool failed");
        }
        var keys = KeyStore.getInstance("PKCS12");
        try (var file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        return new TlsFiles(
                write(
                        folder.resolve("redis.crt"),
                        "CERTIFICATE",
                        keys.getCertificate("redis").getEncoded()),
                write(
                        folder.resolve("redis.key"),
                        "PRIVATE KEY",
                        keys.getKey("redis", PASSWORD).getEncoded()));
    }

    private static Path write(Path file, String kind, byte[] der) throws IOException {
        var text = Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
    }
}
