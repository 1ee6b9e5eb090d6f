/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.keycloak.models.KeycloakSession;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.FhirServer;
import org.smartpack.keycloak.fhir.FhirServers;

/**
 * The state of one grant (LCTX-24). It is decided when the authorization code is issued, never changes after that, and
 * is passed on from refresh token to refresh token. It isn't stored in a session, because a user can have several
 * grants of one app at the same time, with different patients.
 *
 * @param context the launch context parameters as the app gets them
 * @param fhirServer the internal id of the client that stands for the FHIR server
 * @param fhirBase the base URL that this client had when the grant was made, without a slash at the end
 * @param fhirUser the user's FHIR resource as the claim {@code fhirUser} names it, if that scope was granted
 * @param patientIsUser whether the patient is the user
 * @param chooser the resource of the user who chose the patient: the grant is worth nothing once the user is somebody
 *     else; empty if nobody chose
 * @param isContextOnly whether the app gets the context and the user's identity, but no access, as a profile may say
 */
public record GrantContext(
        LaunchContext context,
        String fhirServer,
        String fhirBase,
        Optional<String> fhirUser,
        boolean patientIsUser,
        Optional<FhirReference> chooser,
        boolean isContextOnly) {

    private static final String ATTRIBUTE = GrantContext.class.getName();
    private static final String CONTEXT = "context";
    private static final String FHIR_SERVER = "fhir_server";
    private static final String FHIR_BASE = "fhir_base";
    private static final String FHIR_USER = "fhir_user";
    private static final String OWN_RECORD = "own_record";
    private static final String CHOOSER = "chooser";
    private static final String CONTEXT_ONLY = "context_only";

    /** The same grant, whose patient a user chose who is this resource. */
    public GrantContext chosenBy(FhirReference person) {
        return new GrantContext(
                context, fhirServer, fhirBase, fhirUser, patientIsUser, Optional.of(person), isContextOnly);
    }

    /** Makes this the grant for which tokens are made in the rest of the request. */
    public void bind(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, this);
    }

    /** The grant for which tokens are made in this request, if any. */
    public static Optional<GrantContext> bound(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, GrantContext.class));
    }

    /** Its FHIR server; empty if that is gone or has another base URL now, where {@code Patient/1} is somebody else. */
    public Optional<FhirServer> server(KeycloakSession session) {
        return FhirServers.of(session).withId(fhirServer).filter(server -> server.baseUrl()
                .equals(fhirBase));
    }

    /** The grant as a claim of a refresh token. */
    public Map<String, Object> toClaim() {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put(CONTEXT, context.parameters());
        claim.put(FHIR_SERVER, fhirServer);
        claim.put(FHIR_BASE, fhirBase);
        fhirUser.ifPresent(user -> claim.put(FHIR_USER, user));
        if (patientIsUser) {
            claim.put(OWN_RECORD, true);
        }
        chooser.ifPresent(person -> claim.put(CHOOSER, person.toString()));
        if (isContextOnly) {
            claim.put(CONTEXT_ONLY, true);
        }
        return claim;
    }

    /**
     * Reads a claim that {@link #toClaim()} made, from a token with a valid signature. Earlier versions wrote no base
     * URL; such a grant no longer has a {@linkplain #server server}.
     */
    public static Optional<GrantContext> ofClaim(Object claim) {
        if (claim instanceof Map<?, ?> members
                && members.get(CONTEXT) instanceof Map<?, ?> parameters
                && members.get(FHIR_SERVER) instanceof String fhirServer) {
            Map<String, Object> context = new LinkedHashMap<>();
            parameters.forEach((name, value) -> context.put((String) name, value));
            return Optional.of(new GrantContext(
                    new LaunchContext(context),
                    fhirServer,
                    members.get(FHIR_BASE) instanceof String base ? base : "",
                    Optional.ofNullable((String) members.get(FHIR_USER)),
                    Boolean.TRUE.equals(members.get(OWN_RECORD)),
                    members.get(CHOOSER) instanceof String person ? FhirReference.parse(person) : Optional.empty(),
                    Boolean.TRUE.equals(members.get(CONTEXT_ONLY))));
        }
        return Optional.empty();
    }
}
