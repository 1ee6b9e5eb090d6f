/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code /keys/<client_id>.json}: the keys that a backend service publishes at its JWKS URL (SMART-BS-2, SMART-BS-4).
 */
final class PublicKeys implements Route {

    private final DemoKeys keys;

    PublicKeys(DemoKeys keys) {
        this.keys = keys;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        return keys.ofFile(request.name())
                .map(set -> new Answer(
                        200,
                        "application/json",
                        "public, max-age=60",
                        set.toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> Answer.error(404, "There is no such client"));
    }
}
