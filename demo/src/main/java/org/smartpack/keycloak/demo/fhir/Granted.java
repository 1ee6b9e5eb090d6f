/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.demo.fhir;

import java.util.Optional;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import org.hl7.fhir.r4.model.Resource;

import org.smartpack.keycloak.demo.access.Access;
import org.smartpack.keycloak.demo.access.Interaction;
import org.smartpack.keycloak.demo.access.VerifiedToken;

/**
 * The access that one request has.
 *
 * @param token whose access it is
 */
record Granted(Access access, VerifiedToken token, AccessFactory factory) {

    static final String ATTRIBUTE = Granted.class.getName();

    /** The access that the bearer token filter determined; a request that didn't pass the filter is refused. */
    static Granted of(RequestDetails request) {
        return find(request).orElseThrow(() -> new AuthenticationException("A bearer token is required"));
    }

    /** The same; empty if the request has no access, as one for the metadata. */
    static Optional<Granted> find(RequestDetails request) {
        return request instanceof ServletRequestDetails details
                        && details.getServletRequest().getAttribute(ATTRIBUTE) instanceof Granted granted
                ? Optional.of(granted)
                : Optional.empty();
    }

    /** In a Koppeltaal domain, the Device that becomes the origin of new resources. */
    Optional<String> origin() {
        return token.origin();
    }

    void requireEver(Interaction interaction, String type) {
        if (!access.mayEver(interaction, type)) {
            throw refusal(interaction, type, "no scope of the token allows it");
        }
    }

    void require(Interaction interaction, Resource resource) {
        if (!allows(interaction, resource)) {
            throw refusal(interaction, resource.fhirType(), "the token's scopes are limited to other resources");
        }
    }

    boolean allows(Interaction interaction, Resource resource) {
        return access.allows(interaction, factory.target(resource));
    }

    BaseServerResponseException refusal(Interaction interaction, String type, String reason) {
        String message =
                "Not allowed: " + interaction.name().toLowerCase(java.util.Locale.ROOT) + " of " + type + "; " + reason;
        BaseServerResponseException refusal =
                token.realm().iua() ? new AuthenticationException(message) : new ForbiddenOperationException(message);
        refusal.addResponseHeader("WWW-Authenticate", "Bearer realm=\"fhir\", error=\"insufficient_scope\"");
        return refusal;
    }
}
