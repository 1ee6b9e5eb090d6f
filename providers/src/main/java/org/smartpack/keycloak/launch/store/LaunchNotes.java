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
 * What the check of an authorization request leaves for the end of the login. Keycloak turns additional request
 * parameters into notes of the login and keeps those through reloads and restarts; the pack uses parameter names of its
 * own for that, which no caller can set. The notes travel in a cookie: they hold references only.
 */
public final class LaunchNotes {

    /** The internal id of the client of the FHIR server that {@code aud} named. */
    public static final String FHIR_SERVER = "smart_fhir_server";

    /** Stands for the base URL that this client had then: a hash, as cookies are short. */
    public static final String FHIR_BASE = "smart_fhir_base";

    /** The reference of the registered launch context. */
    public static final String LAUNCH = "smart_launch";

    /** Is there if no EHR opened the app, so that its user may have to choose a patient. */
    public static final String STANDALONE = "smart_standalone";

    /** Is there if nobody is to be asked ({@code prompt=none}), so that the login has reserved nothing. */
    public static final String PASSIVE = "smart_passive";

    /** The alias of the identity provider that this login has to go by; absent for any way to log in. */
    public static final String IDENTITY_PROVIDER = "smart_idp";

    /** What a launch is known by outside, in logs and to its user. A login under the rules of a profile has it. */
    public static final String TRACE = "smart_trace";

    private static final String OURS = "smart_";

    private LaunchNotes() {}

    /** Takes out what a caller sent under names of the pack. */
    public static void clean(Map<String, String> parameters) {
        parameters.keySet().removeIf(name -> name.startsWith(OURS));
    }

    /** What {@link #FHIR_BASE} is for a server. */
    public static String base(FhirServer server) {
        return HashUtils.sha256UrlEncodedHash(server.baseUrl(), StandardCharsets.UTF_8);
    }

    /**
     * What the check noted; {@code null} if it noted nothing. It never saw the login of a device, whose parameters are all
     * the caller's.
     */
    public static String read(AuthenticationSessionModel login, String name) {
        return DeviceGrantType.isOAuth2DeviceVerificationFlow(login)
                ? null
                : login.getClientNote(AuthorizationEndpoint.LOGIN_SESSION_NOTE_ADDITIONAL_REQ_PARAMS_PREFIX + name);
    }
}
