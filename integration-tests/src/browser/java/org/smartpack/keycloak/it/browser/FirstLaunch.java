/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.browser;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.restassured.http.ContentType;
import io.restassured.response.Response;

import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.client.Query;
import org.smartpack.keycloak.testkit.realm.Realm;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The EHR and the app of {@code docs/quickstart.md}. The app's two pages are served in the browser: at the launch URL
 * it asks for a code, at the redirect URI it says that it is back.
 */
final class FirstLaunch {

    private static final String APP = "https://growth.example.org";
    private static final String CALLBACK = APP + "/callback";

    private final Realm realm;
    private final String fhir;
    private final String secret;
    private final Pkce pkce = Pkce.create();

    FirstLaunch(Realm realm, String fhir, String secret) {
        this.realm = realm;
        this.fhir = fhir;
        this.secret = secret;
    }

    /** The EHR registers what its user is looking at, and gets the address to open. */
    String register(String patient, String user) {
        Response answer = Caller.basic("ehr", secret)
                .contentType(ContentType.JSON)
                .body(Map.of("patient", patient, "user", user, "client_id", "growth-chart"))
                .post(realm.url + "/smart/launch-context");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.path("launch_url");
    }

    void serveApp(Page page) {
        page.route(
                APP + "/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html")
                        .setBody(answer(URI.create(route.request().url())))));
    }

    private String answer(URI asked) {
        if (!asked.getPath().equals("/launch")) {
            return "<title>Growth chart</title><h1>Back</h1>";
        }
        Map<String, String> launch = Query.read(asked.toString());
        assertThat(launch).containsEntry("iss", fhir);
        Map<String, String> request = new LinkedHashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "growth-chart");
        request.put("redirect_uri", CALLBACK);
        request.put("scope", "launch openid fhirUser online_access patient/Observation.rs");
        request.put("state", "state-of-the-app");
        request.put("aud", launch.get("iss"));
        request.put("launch", launch.get("launch"));
        request.put("code_challenge", pkce.challenge());
        request.put("code_challenge_method", "S256");
        return "<script>location.replace('" + realm.endpoint("auth") + "?" + Query.of(request) + "')</script>";
    }

    /** The app redeems the code with which the browser came back. */
    Response redeem(Page page) {
        page.waitForURL(CALLBACK + "?**");
        Map<String, String> callback = Query.read(page.url());
        assertThat(callback).containsEntry("state", "state-of-the-app").containsKey("code");
        Response tokens = Caller.named("growth-chart")
                .formParams(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        callback.get("code"),
                        "redirect_uri",
                        CALLBACK,
                        "code_verifier",
                        pkce.verifier()))
                .post(realm.tokenUrl());
        assertThat(tokens.statusCode()).as(tokens.asString()).isEqualTo(200);
        return tokens;
    }
}
