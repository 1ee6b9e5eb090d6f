/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;

/** {@code /demo-only/assertion/<client_id>}: a signed assertion, so that the demo can be tried with curl. */
final class SignedAssertions implements Route {

    private final ClientSigner signer;
    private final SampleAppSettings settings;

    SignedAssertions(ClientSigner signer, SampleAppSettings settings) {
        this.signer = signer;
        this.settings = settings;
    }

    @Override
    public Answer answer(Request request) throws IOException {
        return signer.assertion(request.name(), settings.tokenUrl())
                .map(assertion -> Answer.text(assertion.serialize()))
                .orElseGet(() -> Answer.error(404, "There is no such client"));
    }
}
