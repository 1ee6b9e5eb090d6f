/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.iua;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.smartpack.keycloak.testkit.Admin;
import org.smartpack.keycloak.testkit.SharedServer;
import org.smartpack.keycloak.testkit.client.Caller;
import org.smartpack.keycloak.testkit.client.Pkce;
import org.smartpack.keycloak.testkit.realm.RealmUser;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

/** ITI-71 with an authorization code. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IuaCodeGrantIT {

    private Iua iua;

    @BeforeAll
    void realm(Admin admin) {
        iua = Iua.create(admin);
    }

    @Test
    @DisplayName("IUA-1, IUA-6, IUA-JWT-2, 3: the token of an app that asks for ITI-68 says who the user is and why")
    void user() {
        Response response = iua.login("ITI-68", Map.of(), Map.of());
        JsonPath claims = Iua.claims(response);
        assertThat(response.<String>path("scope")).isEqualTo("ITI-68");
        assertThat(claims.getString("sub")).isEqualTo(iua.realm.user(Iua.USER).id());
        assertThat(claims.getString("client_id")).isEqualTo(Iua.APP);
        assertThat(claims.getString("scope")).isEqualTo("ITI-68");
        assertThat(Iua.audience(response)).containsExactly(Iua.FHIR, Iua.SERVER);
        Map<String, Object> subject = claims.getMap("extensions.ihe_iua");
        assertThat(subject)
                .containsEntry("subject_name", "John Smith")
                .containsEntry("subject_organization", "Central Hospital")
                .containsEntry("subject_organization_id", "urn:oid:1.2.840.113619.20.2")
                .containsEntry("national_provider_identifier", "1234567893")
                .containsEntry("person_id", "prac-1")
                .containsEntry("home_community_id", "urn:oid:1.2.840.113619.20.2.1")
                .containsEntry(
                        "subject_role",
                        List.of(Map.of(
                                "system",
                                "http://terminology.hl7.org/CodeSystem/practitioner-role",
                                "code",
                                "doctor",
                                "display",
                                "Doctor")));
        assertThat(claims.getList("extensions.ihe_iua.purpose_of_use.code")).containsExactly("TREAT");
        assertThat(iua.introspect(Iua.token(response)).getMap("extensions")).isEqualTo(claims.getMap("extensions"));
    }

    @Test
    @DisplayName("IUA-71-2: resource of the authorization request or of the token request limits the audience")
    void resource() {
        Map<String, String> resource = Map.of("resource", Iua.FHIR);
        for (Response response : List.of(
                iua.login("ITI-68", resource, Map.of()),
                iua.login("ITI-68", Map.of(), resource),
                iua.login("ITI-68", resource, Map.of("resource", Iua.FHIR + "/")))) {
            assertThat(Iua.audience(response)).containsExactly(Iua.FHIR, Iua.SERVER);
        }
        Iua.assertRefused(iua.login("ITI-68", Map.of(), Map.of("resource", Iua.FHIR + "/x")), "invalid_target");
    }

    @Test
    @DisplayName("IUA-71-2: of two resource servers, code, token and refresh agree on one")
    void twoServers(Admin admin) {
        Iua two = Iua.create(admin);
        String other = "https://other.example.org/fhir";
        two.realm
                .createClient(
                        "other-server", Map.of("secret", Caller.secret("other-server"), "standardFlowEnabled", false))
                .addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", other));
        assertThat(Iua.audience(two.login("ITI-68", Map.of(), Map.of()))).contains(Iua.FHIR, other);
        assertThat(Iua.audience(two.login("ITI-68", Map.of("resource", other), Map.of())))
                .containsExactly(other, "other-server");
        Iua.assertRefused(
                two.login("ITI-68", Map.of("resource", other), Map.of("resource", Iua.FHIR)), "invalid_target");
        Response response = two.login("ITI-68 offline_access", Map.of("resource", other), Map.of());
        String refresh = response.path("refresh_token");
        assertThat(Iua.audience(two.as(Iua.APP).refresh(refresh))).containsExactly(other, "other-server");
        Response smart = two.login("openid fhirUser user/*.rs", Map.of("resource", other), Map.of());
        assertThat(Iua.audience(smart)).containsExactly(other, "other-server");
        Iua.assertRefused(
                two.login("openid fhirUser user/*.rs", Map.of("resource", other), Map.of("resource", Iua.FHIR)),
                "invalid_target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ITI-68 offline_access", "openid fhirUser offline_access user/*.rs"})
    @DisplayName("IUA-71-2, attack 24: a refreshed token is for no more than the resource that limited the grant")
    void limitedRefresh(String scope, Admin admin) {
        Iua own = Iua.create(admin);
        String other = "https://other.example.org/fhir";
        own.realm
                .createClient(
                        "other-server", Map.of("secret", Caller.secret("other-server"), "standardFlowEnabled", false))
                .addMapper("FHIR server", "smart-fhir-server", Map.of("base.url", other));
        own.realm
                .client(Iua.APP)
                .addMapper(
                        "another",
                        "oidc-audience-mapper",
                        Map.of("included.client.audience", Iua.SYSTEM, "access.token.claim", "true"));
        Map<String, String> resource = Map.of("resource", Iua.FHIR);
        for (Response limited :
                List.of(own.login(scope, resource, Map.of()), own.login(scope, Map.of("aud", Iua.FHIR), resource))) {
            assertThat(Iua.audience(limited)).containsExactly(Iua.FHIR, Iua.SERVER);
            Response once = own.as(Iua.APP).refresh(limited.<String>path("refresh_token"));
            assertThat(Iua.audience(once)).containsExactly(Iua.FHIR, Iua.SERVER);
            Response twice = refresh(own, once, Map.of("resource", Iua.FHIR + "/"));
            assertThat(Iua.audience(twice)).containsExactly(Iua.FHIR, Iua.SERVER);
            Iua.assertRefused(refresh(own, twice, Map.of("resource", other)), "invalid_target");
        }
        Response wide = own.login(scope, Map.of("aud", Iua.FHIR), Map.of());
        assertThat(Iua.audience(wide)).contains(Iua.SYSTEM, Iua.FHIR);
        Response narrow = refresh(own, wide, resource);
        assertThat(Iua.audience(narrow)).containsExactly(Iua.FHIR, Iua.SERVER);
        assertThat(Iua.audience(refresh(own, narrow, Map.of()))).contains(Iua.SYSTEM, Iua.FHIR);
    }

    private static Response refresh(Iua of, Response tokens, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>(more);
        form.put("grant_type", "refresh_token");
        form.put("refresh_token", tokens.<String>path("refresh_token"));
        return of.as(Iua.APP).token(form);
    }

    @Test
    @DisplayName("IUA-71-9: both token requests of the code grant refuse a format that can't be had")
    void tokenType() {
        Iua.assertRefused(
                iua.login("ITI-68", Map.of(), Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:saml2")),
                "invalid_request");
        assertThat(Iua.claims(iua.login("ITI-68", Map.of(), Map.of("requested_token_type", Iua.JWT_TYPE)))
                        .getString("scope"))
                .isEqualTo("ITI-68");
    }

    @ParameterizedTest
    @CsvSource({
        "state, '', invalid_request",
        "code_challenge, '', invalid_request",
        "code_challenge_method, '', invalid_request",
        "code_challenge_method, plain, invalid_request",
        "resource, https://elsewhere.example.org/fhir, invalid_target",
        "resource, fhir, invalid_target",
        "scope, ITI-99, invalid_scope"
    })
    @DisplayName("IUA-71-1, 2, 4: a wrong authorization request is refused at the redirect URI")
    void wrongRequests(String name, String value, String error) {
        Map<String, String> request = Iua.request("ITI-68", Pkce.create());
        if (value.isEmpty()) {
            request.remove(name);
        } else {
            request.put(name, value);
        }
        Response response = authorize(request);
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.header("Location")).contains("error=" + error).doesNotContain("code=");
    }

    private Response authorize(Map<String, String> request) {
        return raw().get(iua.as(Iua.APP).authorize(request));
    }

    private static RequestSpecification raw() {
        return given().urlEncodingEnabled(false).redirects().follow(false);
    }

    @Test
    @DisplayName("IUA-71-1, 2: a repeated resource is refused, in the request and behind a pushed one")
    void repeated() {
        Map<String, String> request = Iua.request("ITI-68", Pkce.create());
        request.put("resource", Iua.FHIR);
        Response response =
                raw().get(iua.as(Iua.APP).authorize(request) + "&resource=https%3A%2F%2Felsewhere.example.org");
        assertThat(response.statusCode() == 302 ? response.header("Location") : "error=" + response.statusCode())
                .contains("error=");
        Response pushed = Caller.basic(Iua.APP).formParams(request).post(iua.realm.endpoint("ext/par/request"));
        assertThat(pushed.statusCode()).as(pushed.asString()).isEqualTo(201);
        Map<String, String> carrier = new LinkedHashMap<>();
        carrier.put("client_id", Iua.APP);
        carrier.put("request_uri", pushed.path("request_uri"));
        carrier.put("resource", Iua.FHIR);
        assertThat(authorize(carrier).header("Location")).contains("error=invalid_request");
    }

    @Test
    @DisplayName("IUA-JWT-3: a user's attribute of a wrong form, or that users may write, is left out")
    void wrongAttributes(Admin admin) {
        Iua own = Iua.create(admin);
        RealmUser user = own.realm.user(Iua.USER);
        user.change(Map.of(
                "attributes",
                Map.of(
                        "fhirUser", List.of("Practitioner/prac-1"),
                        "iua_subject_organization_id", List.of("1.2.3"),
                        "iua_person_id", List.of("prac-1"))));
        assertThat(Iua.claims(own.login("ITI-68", Map.of(), Map.of())).<String, Object>getMap("extensions.ihe_iua"))
                .containsOnlyKeys("subject_name", "purpose_of_use", "home_community_id", "person_id");
        own.realm.admin.put(own.realm.path("/users/profile"), openProfile(own));
        assertThat(Iua.claims(own.login("ITI-68", Map.of(), Map.of())).<String, Object>getMap("extensions.ihe_iua"))
                .containsOnlyKeys("purpose_of_use", "home_community_id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"firstName", "lastName"})
    @DisplayName("IUA-JWT-3, attack 24: a name that users write themselves isn't in their tokens")
    void ownName(String attribute, Admin admin) {
        Iua own = Iua.create(admin);
        assertThat(Iua.claims(own.login("ITI-68", Map.of(), Map.of())).getString("extensions.ihe_iua.subject_name"))
                .isEqualTo("John Smith");
        Map<String, Object> profile = new LinkedHashMap<>(
                own.realm.admin.get(own.realm.path("/users/profile")).jsonPath().getMap(""));
        Iua.list(profile, "attributes").stream()
                .filter(declared -> attribute.equals(declared.get("name")))
                .forEach(declared -> declared.put(
                        "permissions", Map.of("view", List.of("admin", "user"), "edit", List.of("admin", "user"))));
        own.realm.admin.put(own.realm.path("/users/profile"), profile);
        assertThat(Iua.claims(own.login("ITI-68", Map.of(), Map.of())).<String, Object>getMap("extensions.ihe_iua"))
                .doesNotContainKey("subject_name")
                .containsKey("person_id");
    }

    private static Map<String, Object> openProfile(Iua iua) {
        Map<String, Object> profile = new LinkedHashMap<>(
                iua.realm.admin.get(iua.realm.path("/users/profile")).jsonPath().getMap(""));
        profile.put("unmanagedAttributePolicy", "ENABLED");
        return profile;
    }

    @Test
    @DisplayName("IUA-JWT-3: without attributes, Keycloak's organization of the user is the subject's organization")
    void organization(Admin admin) {
        Iua own = Iua.create(admin);
        own.realm.change(Map.of("organizationsEnabled", true));
        RealmUser user = own.realm.user(Iua.USER);
        user.change(Map.of("attributes", Map.of("fhirUser", List.of("Practitioner/prac-1"))));
        own.realm.admin.post(
                own.realm.path("/organizations"),
                Map.of(
                        "name",
                        "North Clinic",
                        "alias",
                        "north",
                        "enabled",
                        true,
                        "domains",
                        List.of(Map.of("name", "north.example.org")),
                        "attributes",
                        Map.of("iua_subject_organization_id", List.of("https://north.example.org/id"))));
        String id = own.realm.admin.get(own.realm.path("/organizations")).path("[0].id");
        own.realm.admin.post(own.realm.path("/organizations/" + id + "/members"), user.id());
        Map<String, Object> subject =
                Iua.claims(own.login("ITI-68", Map.of(), Map.of())).getMap("extensions.ihe_iua");
        assertThat(subject)
                .containsEntry("subject_organization", "North Clinic")
                .containsEntry("subject_organization_id", "https://north.example.org/id");
    }

    @Test
    @DisplayName("IUA-JWT-4: ihe_bppc has the patient of the launch, the document and the policy of the settings")
    void consent(Admin admin) {
        Iua own = Iua.create(admin);
        own.realm
                .client(Iua.APP)
                .addMapper("BPPC", "smart-iua-claims", Map.of("doc_id", "urn:oid:1.2.3", "acp", "urn:oid:1.2.4"));
        Response registered = Caller.basic(Iua.SERVER)
                .contentType("application/json")
                .body(Map.of("patient", "pat-1"))
                .post(own.realm.url + "/smart/launch-context");
        assertThat(registered.statusCode()).as(registered.asString()).isEqualTo(200);
        Response response = own.login(
                "launch openid fhirUser offline_access patient/*.rs",
                Map.of("launch", registered.path("launch"), "aud", Iua.FHIR),
                Map.of());
        Map<String, Object> expected =
                Map.of("patient_id", Iua.FHIR + "/Patient/pat-1", "doc_id", "urn:oid:1.2.3", "acp", "urn:oid:1.2.4");
        assertThat(Iua.claims(response).getMap("extensions.ihe_bppc")).isEqualTo(expected);
        assertThat(own.introspect(Iua.token(response)).getMap("extensions.ihe_bppc"))
                .isEqualTo(expected);
        Response refreshed = own.as(Iua.APP).refresh(response.<String>path("refresh_token"));
        assertThat(Iua.claims(refreshed).getMap("extensions.ihe_bppc")).isEqualTo(expected);
    }
}
