/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.apache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.smartpack.keycloak.clients.frame.ClientProcess;
import org.smartpack.keycloak.clients.frame.DemoRealm;

/**
 * An Apache HTTP Server with mod_auth_openidc in front of the FHIR server: {@code src/test/apache/httpd.conf}. It is a
 * process of its own, not the machine's service.
 */
final class Gateway implements AutoCloseable {

    private static final Path MODULE = Path.of("/usr/lib/apache2/modules/mod_auth_openidc.so");

    private final ClientProcess process;
    private final String url;
    private final Path work;

    private Gateway(ClientProcess process, String url, Path work) {
        this.process = process;
        this.url = url;
        this.work = work;
    }

    /**
     * Starts it.
     *
     * @param keys those with which it signs, by the {@code kid} "apache"
     * @throws IllegalStateException if Debian's packages are missing, or it doesn't start
     */
    static Gateway start(DemoRealm realm, String clientId, int port, KeyPair keys) {
        Path apache = Path.of(System.getProperty("smartpack.apache"));
        if (!Files.isExecutable(apache) || !Files.exists(MODULE)) {
            throw new IllegalStateException("No " + apache + " or no " + MODULE
                    + ": install Debian's packages apache2-bin and libapache2-mod-auth-openidc");
        }
        Path work = ClientProcess.file("tests/target").resolve("apache-" + port);
        try {
            Files.createDirectories(work);
            Map<String, String> variables = Map.of(
                    "APP_PORT", Integer.toString(port),
                    "WORK", work.toString(),
                    "ISSUER", realm.url,
                    "FHIR", realm.fhirBaseUrl(),
                    "FHIR_ENCODED", URLEncoder.encode(realm.fhirBaseUrl(), StandardCharsets.UTF_8),
                    "CLIENT_ID", clientId,
                    "KEY_ID", "apache",
                    "PRIVATE_KEY", pem(work, "PRIVATE KEY", keys.getPrivate().getEncoded()),
                    "PUBLIC_KEY", pem(work, "PUBLIC KEY", keys.getPublic().getEncoded()),
                    "PASSPHRASE", UUID.randomUUID().toString());
            return new Gateway(
                    ClientProcess.serve("apache-" + port, port, command(apache), variables),
                    "http://127.0.0.1:" + port,
                    work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path apache) {
        List<String> command = new ArrayList<>(List.of(
                apache.toString(),
                "-DFOREGROUND",
                "-f",
                ClientProcess.file("tests/src/test/apache/httpd.conf").toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.add("-DROOT");
        }
        return command;
    }

    private static String pem(Path work, String kind, byte[] der) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind + "-----\n";
        return Files.writeString(work.resolve(kind.replace(' ', '-') + ".pem"), text)
                .toString();
    }

    /** An address of its own. */
    String at(String path) {
        return url + path;
    }

    /** What it has logged. */
    String log() {
        try {
            return Files.readString(work.resolve("error.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
