/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;

/**
 * {@code /demo-only/private-keys/<client_id>.json}: lets the playground sign in the browser. A real service would never
 * publish these.
 */
final class PrivateKeys implements Route {

    private final DemoKeys keys;

    PrivateKeys(DemoKeys keys) {
        this.keys = keys;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        return keys.ofFile(request.name())
                .map(set -> Answer.json(200, set.toJSONObject(false)))
                .orElseGet(() -> Answer.error(404, "There is no such client"));
    }
}
