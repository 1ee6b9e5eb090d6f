/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.clientauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.restassured.path.json.JsonPath;

/** What the program {@code curl} got: an answer with a status, or none, for instance because the handshake failed. */
record Curl(int status, String body) {

    private static final int SECONDS = 30;

    /**
     * Posts a form.
     *
     * @param authority the PEM file with the certificates that the server may have
     * @param credentials {@code --cert} and {@code --key}, or nothing
     */
    static Curl post(
            String url, Path authority, List<String> credentials, Map<String, String> form, String... headers) {
        List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--max-time", "20"));
        command.addAll(List.of("--cacert", authority.toString()));
        command.addAll(credentials);
        command.addAll(List.of("--write-out", "\\n%{http_code}"));
        for (String header : headers) {
            command.addAll(List.of("--header", header));
        }
        form.forEach((name, value) -> command.addAll(List.of("--data-urlencode", name + "=" + value)));
        command.add(url);
        String output = run(command);
        int end = output.lastIndexOf('\n');
        return new Curl(Integer.parseInt(output.substring(end + 1).strip()), output.substring(0, Math.max(end, 0)));
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(false).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("curl doesn't end");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonPath json() {
        return new JsonPath(body);
    }
}
