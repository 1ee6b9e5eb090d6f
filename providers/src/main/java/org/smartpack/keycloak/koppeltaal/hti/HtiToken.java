/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.smartpack.keycloak.clientauth.Validity;
import org.smartpack.keycloak.fhir.FhirReference;

/**
 * An HTI 2.0 launch token whose signature and claims have been verified.
 *
 * @param issuer the client id of the portal
 * @param device {@code Device/<client id>} of the module
 * @param id {@code jti}, unique among the portal's tokens; also the trace reference of the launch (KT-AUD-5)
 * @param user {@code sub}: a Patient, Practitioner or RelatedPerson
 * @param context {@code resource}, {@code definition}, {@code sub}, {@code patient}, {@code intent}, as far as they are
 *     present
 * @param idpHint the identity provider that knows the user
 * @param validity from {@code iat}, which is required, to {@code exp}
 * @param claims all claims, including those without a meaning here
 */
record HtiToken(
        String issuer,
        String device,
        String id,
        FhirReference user,
        Map<String, Object> context,
        Optional<String> idpHint,
        Validity validity,
        ObjectNode claims) {

    /** {@code exp}, in seconds since 1970. */
    long expires() {
        return validity.expires();
    }

    /** Without any content, so that none gets into a log by accident. */
    @Override
    public String toString() {
        return "HTI token " + id;
    }
}
