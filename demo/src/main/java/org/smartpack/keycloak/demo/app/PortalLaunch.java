/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.app;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import com.nimbusds.jwt.SignedJWT;

/**
 * {@code POST /koppeltaal/launch.json}: the portal's server signs an HTI token for the module. The page posts it to the
 * module, with the FHIR service's base URL as {@code iss} (KT-HTI-2).
 */
final class PortalLaunch implements Route {

    private final ClientSigner signer;
    private final String fhirBaseUrl;

    PortalLaunch(ClientSigner signer, SampleAppSettings settings) {
        this.signer = signer;
        this.fhirBaseUrl = settings.fhirBaseUrl();
    }

    @Override
    public Answer answer(Request request) throws IOException {
        Optional<KoppeltaalForm> form = KoppeltaalForm.read(request.body());
        if (form.isEmpty()) {
            return Answer.error(400, "The portal does not know that user");
        }
        Optional<SignedJWT> token = signer.sign(
                KoppeltaalDomain.PORTAL,
                "Device/" + KoppeltaalDomain.MODULE,
                KoppeltaalDomain.launch(form.get().user(), form.get().intent()));
        return token.isEmpty()
                ? Answer.error(500, "The portal has no key")
                : Answer.json(
                        200,
                        Map.of(
                                "action",
                                ModuleLaunch.PATH,
                                "fields",
                                Map.of("launch", token.get().serialize(), "iss", fhirBaseUrl)));
    }
}
