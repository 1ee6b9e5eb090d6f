/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.discovery;

import java.util.Optional;

/**
 * The absolute URLs of a realm.
 *
 * @param issuer the value of {@code iss} in tokens and redirects
 * @param jwks where the realm's public keys are
 * @param authorization where an app sends the user
 * @param token where an app redeems its code
 * @param introspection where a FHIR server asks about a token
 * @param pushedRequests where an app pushes its authorization request (RFC 9126); empty if the server has no such
 *     endpoint
 * @param revocation where an app revokes a token
 * @param management where users see and revoke the access of apps
 * @param registration where apps register themselves (RFC 7591); empty if the realm doesn't let them
 */
public record Endpoints(
        String issuer,
        String jwks,
        String authorization,
        String token,
        String introspection,
        Optional<String> pushedRequests,
        String revocation,
        String management,
        Optional<String> registration) {}
