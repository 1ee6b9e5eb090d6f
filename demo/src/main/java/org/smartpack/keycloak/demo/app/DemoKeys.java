/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Pattern;

import com.nimbusds.jose.jwk.JWKSet;

/** The published private keys of the demo's clients. */
final class DemoKeys {

    private static final Pattern CLIENT = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");

    private final Path folder;

    DemoKeys(Path folder) {
        this.folder = folder;
    }

    /** The keys in {@code <client>.json}, including private parts; empty for a client without keys. */
    Optional<JWKSet> ofFile(String name) throws IOException {
        return name.endsWith(".json")
                ? ofClient(name.substring(0, name.length() - ".json".length()))
                : Optional.empty();
    }

    Optional<JWKSet> ofClient(String client) throws IOException {
        if (!CLIENT.matcher(client).matches() || !Files.isRegularFile(file(client))) {
            return Optional.empty();
        }
        try {
            return Optional.of(JWKSet.parse(Files.readString(file(client))));
        } catch (ParseException e) {
            throw new IOException("Not a key set: " + file(client), e);
        }
    }

    private Path file(String client) {
        return folder.resolve(client + ".jwks.json");
    }
}
