/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.store;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.keycloak.jose.jws.crypto.HashUtils;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantType;
import org.keycloak.sessions.AuthenticationSessionModel;

import org.smartpack.keycloak.fhir.FhirServer;

/**
 * What the check of an authorization request notes for the end of the login. Keycloak turns additional request
 * parameters into notes of the login and keeps these across reloads and restarts. The pack uses parameter names of its
 * own, which callers can't set. The notes may be sent in a cookie, so they contain only references.
 */
public final class LaunchNotes {

    /** The internal id of the client of the FHIR server that {@code aud} named. */
    public static final String FHIR_SERVER = "smart_fhir_server";

    /** A hash of the base URL that this client had; cookies have little room. */
    public static final String FHIR_BASE = "smart_fhir_base";

    /** The reference of the launch in the store. */
    public static final String LAUNCH = "smart_launch";

    /**
     * What a user may have to choose because no EHR opened the app: {@code patient}, or {@code patient encounter}.
     * Absent where there is nothing to choose.
     */
    public static final String CHOICES = "smart_choices";

    /** Present where the app sent a {@code launch} and didn't ask for the scope, so that it has no effect. */
    public static final String IGNORED = "smart_ignored";

    /** Present for a login with {@code prompt=none}, which has reserved nothing. */
    public static final String PASSIVE = "smart_passive";

    /** The alias of the identity provider that this login must use; absent if any way to log in is fine. */
    public static final String IDENTITY_PROVIDER = "smart_idp";

    /** The reference by which logs and the user know the launch. Logins under the rules of a profile have it. */
    public static final String TRACE = "smart_trace";

    private static final String OURS = "smart_";

    private LaunchNotes() {}

    /** Removes parameters with the pack's names that a caller sent. */
    public static void clean(Map<String, String> parameters) {
        parameters.keySet().removeIf(name -> name.startsWith(OURS));
    }

    /** The value of {@link #FHIR_BASE} for a server. */
    public static String base(FhirServer server) {
        return HashUtils.sha256UrlEncodedHash(server.baseUrl(), StandardCharsets.UTF_8);
    }

    /**
     * A note of the check; {@code null} if it noted nothing. The login of a device was never checked, and all its
     * parameters come from the caller.
     */
    public static String read(AuthenticationSessionModel login, String name) {
        return DeviceGrantType.isOAuth2DeviceVerificationFlow(login)
                ? null
                : login.getClientNote(AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + name);
    }
}
