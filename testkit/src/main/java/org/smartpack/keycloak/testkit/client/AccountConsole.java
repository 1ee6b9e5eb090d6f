/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.testkit.client;

import java.util.LinkedHashMap;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.LoginPages;
import org.smartpack.keycloak.testkit.realm.Realm;

/** The account console of a realm, with a user signed in to it. */
public final class AccountConsole {

    private static final String CLIENT = "account-console";

    private final String url;
    private final String token;

    private AccountConsole(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Signs in as the console does, with the password that is the user's name. */
    public static AccountConsole signIn(Realm realm, String username) {
        String url = realm.url + "/account/";
        Pkce pkce = Pkce.create();
        Client client = Client.publicClient(realm, CLIENT);
        Map<String, String> request = new LinkedHashMap<>(
                Map.of("response_type", "code", "client_id", CLIENT, "redirect_uri", url, "scope", "openid"));
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        String code =
                new LoginPages(url).visit(client.authorize(request), username).get("code");
        Response tokens = client.token(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                url,
                "code_verifier",
                pkce.verifier()));
        return new AccountConsole(url, tokens.path("access_token"));
    }

    /** What Keycloak answers the console's page {@code applications}. */
    public Response applications() {
        return Caller.bearer(token).accept(ContentType.JSON).get(url + "applications");
    }
}
