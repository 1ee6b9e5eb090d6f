/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clients.nginx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.smartpack.keycloak.clients.frame.ClientProcess;

/**
 * An nginx in front of a FHIR server: the files of {@code src/test/nginx} with the ports of the test. It is a process
 * of its own, not the machine's service.
 */
final class FhirGateway implements AutoCloseable {

    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_http_js_module.so");
    private static final Path SOURCES = ClientProcess.file("tests/src/test/nginx");

    private final ClientProcess process;
    private final Path work;
    private final int port;

    private FhirGateway(ClientProcess process, Path work, int port) {
        this.process = process;
        this.work = work;
        this.port = port;
    }

    /**
     * Starts it.
     *
     * @param realmUrl the realm's issuer
     * @param fhirPort where the FHIR server listens, on 127.0.0.1
     * @throws IllegalStateException if Debian's packages are missing, or it doesn't start
     */
    static FhirGateway start(String realmUrl, int fhirPort) {
        Path nginx = Path.of(System.getProperty("smartpack.nginx"));
        if (!Files.isExecutable(nginx) || !Files.exists(MODULE)) {
            throw new IllegalStateException("No " + nginx + " or no " + MODULE
                    + ": install Debian's packages nginx-light and libnginx-mod-http-js");
        }
        int port = ClientProcess.freePort();
        Path work = ClientProcess.file("tests/target").resolve("nginx-" + port);
        try {
            Files.createDirectories(work.resolve("cache"));
            URI realm = URI.create(realmUrl);
            String configuration = Files.readString(SOURCES.resolve("fhir.conf"))
                    .replace("127.0.0.1:8080", realm.getAuthority())
                    .replace("127.0.0.1:8082", "127.0.0.1:" + fhirPort)
                    .replace("127.0.0.1:8083", "127.0.0.1:" + port)
                    .replace("/realms/smart/", realm.getPath() + "/")
                    .replace("/var/cache/nginx/tokens", work.resolve("cache").toString());
            Files.writeString(work.resolve("fhir.conf"), configuration);
            for (String file : List.of("tokens.js", "introspection-secret.conf")) {
                Files.writeString(work.resolve(file), Files.readString(SOURCES.resolve(file)));
            }
            Files.writeString(work.resolve("nginx.conf"), main(work));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of(
                nginx.toString(),
                "-p",
                work.toString(),
                "-c",
                work.resolve("nginx.conf").toString());
        return new FhirGateway(ClientProcess.serve("nginx-" + port, port, command, Map.of()), work, port);
    }

    /** What Debian's nginx.conf has in its place: one process, which writes nowhere else. */
    private static String main(Path work) {
        StringBuilder main = new StringBuilder("load_module " + MODULE + ";\n"
                + "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log error.log info;\nevents {}\nhttp {\n"
                + "access_log access.log;\n");
        for (String use : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            main.append(use).append("_temp_path ").append(work.resolve("temp")).append(";\n");
        }
        return main.append("include fhir.conf;\n}\n").toString();
    }

    /**
     * Sends a request exactly as it is given.
     *
     * @param headers whole lines
     * @return the whole answer
     */
    String answer(String method, String target, String... headers) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            StringBuilder request = new StringBuilder(
                    method + " " + target + " HTTP/1.1\r\nHost: gateway.example.org\r\nConnection: close\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status of a request that is sent exactly as it is given. */
    int status(String method, String target, String... headers) {
        String answer = answer(method, target, headers);
        return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
    }

    /** The status that a token gets. */
    int get(String target, String token) {
        return status("GET", target, "Authorization: Bearer " + token);
    }

    /** Whether a text is in a file that it has written: its logs, its cache. */
    boolean wrote(String text) {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
