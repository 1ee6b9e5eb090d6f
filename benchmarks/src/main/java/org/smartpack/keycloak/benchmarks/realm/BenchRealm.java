/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.realm;

import org.smartpack.keycloak.benchmarks.server.Kind;

/**
 * A realm for measurements.
 *
 * @param url the server's address, without a slash at the end
 * @param name the name of the realm
 */
public record BenchRealm(Kind kind, String url, String name) {

    /** The FHIR server that launches are for; nothing listens there. */
    public static final String FHIR = "https://fhir.example.org/r4";

    /** The redirect URL of apps; nothing listens there. */
    public static final String CALLBACK = "http://127.0.0.1:9999/callback";

    /** The client that stands for the FHIR server. */
    public static final String FHIR_SERVER = "fhir-server";

    /** The client that registers launch contexts. */
    public static final String EHR = "ehr";

    /** The app to launch: confidential, without consent. */
    public static final String APP = "app";

    /** The app that no EHR launches, see {@link RealmSetUp#letUsersChoose}. */
    public static final String STANDALONE_APP = "standalone-app";

    /** A backend service with a secret and {@link #SCOPE}. */
    public static final String BACKEND = "backend";

    /** A backend service that signs assertions. */
    public static final String SIGNED = "signed";

    /** The scope that backend services request. */
    public static final String SCOPE = "system/Observation.rs";

    /** The scope that the app requests. */
    public static final String APP_SCOPE = "launch openid fhirUser online_access patient/*.rs";

    /** The patient of launches, and in the responses of both servers. */
    public static final String PATIENT = "pat-1";

    /** The number of users: {@code user-0} and so on, each with the name as password. */
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
