/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.restassured.path.json.JsonPath;

/** Reads signed JWTs without a look at the signature. */
public final class Jwt {

    private Jwt() {}

    /** The header. */
    public static JsonPath header(String jwt) {
        return part(jwt, 0);
    }

    /** The payload. */
    public static JsonPath claims(String jwt) {
        return part(jwt, 1);
    }

    private static JsonPath part(String jwt, int part) {
        byte[] json = Base64.getUrlDecoder().decode(jwt.split("\\.")[part]);
        return new JsonPath(new String(json, StandardCharsets.UTF_8));
    }
}
