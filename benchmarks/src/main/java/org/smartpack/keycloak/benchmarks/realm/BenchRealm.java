/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import org.smartpack.keycloak.benchmarks.server.Kind;

/**
 * A realm that is measured.
 *
 * @param url the server's address, without a slash at the end
 * @param name of the realm
 */
public record BenchRealm(Kind kind, String url, String name) {

    /** The FHIR server that launches are for; nothing listens there. */
    public static final String FHIR = "https://fhir.example.org/r4";

    /** Where apps are redirected to; nothing listens there. */
    public static final String CALLBACK = "http://127.0.0.1:9999/callback";

    /** The client that stands for the FHIR server. */
    public static final String FHIR_SERVER = "fhir-server";

    /** The client that registers launch contexts. */
    public static final String EHR = "ehr";

    /** The app that is launched: confidential, no consent. */
    public static final String APP = "app";

    /** A backend service with a secret and {@link #SCOPE}. */
    public static final String BACKEND = "backend";

    /** A backend service that signs assertions. */
    public static final String SIGNED = "signed";

    /** What backend services ask for. */
    public static final String SCOPE = "system/Observation.rs";

    /** What the app asks for. */
    public static final String APP_SCOPE = "launch openid fhirUser online_access patient/*.rs";

    /** Of a launch, and in the answers of both servers. */
    public static final String PATIENT = "pat-1";

    /** Users {@code user-0} and so on, each with its name for a password. */
    public static final int USERS = 4;

    /** The secret of a confidential client. */
    public static String secret(String clientId) {
        return clientId + "-secret";
    }

    /** The issuer. */
    public String issuer() {
        return url + path("");
    }

    /** The path of something in the realm, with a slash in front. */
    public String path(String below) {
        return "/realms/" + name + below;
    }

    /** The path of an endpoint of OpenID Connect. */
    public String endpoint(String endpoint) {
        return path("/protocol/openid-connect/" + endpoint);
    }
}
