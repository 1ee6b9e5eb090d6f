/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims that this server uses of an accepted token.
 *
 * @param scope the {@code scope} claim; empty if there is none
 * @param patient the {@code patient} claim: a logical id
 * @param fhirUser the {@code fhirUser} claim: a relative or absolute reference
 * @param client the {@code azp} claim: the client that the token was issued to
 * @param subject the {@code sub} claim
 * @param id the {@code jti} claim
 * @param purposes {@code purpose_of_use} of IHE IUA's claims: FHIR Codings
 */
public record VerifiedToken(
        TrustedRealm realm,
        String scope,
        Optional<String> patient,
        Optional<String> fhirUser,
        Optional<String> client,
        Optional<String> subject,
        Optional<String> id,
        List<Map<String, String>> purposes) {

    /**
     * In a Koppeltaal domain, the reference to the Device that becomes the origin of what the bearer creates
     * (KT-SCP-7).
     */
    public Optional<String> origin() {
        return client.filter(id -> realm.koppeltaal()).map(id -> "Device/" + id);
    }
}
