/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.it.launch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.smartpack.keycloak.demo.KeycloakServer;
import org.smartpack.keycloak.testkit.smart.SmartRealm;

/**
 * Another realm of the same server, as an identity provider of a {@link SmartRealm}. What it says of a user under the
 * name {@code person} can be mapped to {@code fhirUser}.
 */
final class ProviderRealm {

    private static final String CLIENT = "relying-party";
    private static final Map<String, Object> OPENID = Map.of(
            "name",
            "person",
            "protocol",
            "openid-connect",
            "protocolMapper",
            "oidc-usermodel-attribute-mapper",
            "config",
            Map.of(
                    "user.attribute",
                    "person",
                    "claim.name",
                    "person",
                    "jsonType.label",
                    "String",
                    "id.token.claim",
                    "true",
                    "access.token.claim",
                    "true"));
    private static final List<String> NAMES = List.of("email", "firstName", "lastName");

    private final SmartRealm realm;
    private final String alias;
    private final String name;
    private final String mapper;

    private ProviderRealm(SmartRealm realm, String alias, String name, String mapper) {
        this.realm = realm;
        this.alias = alias;
        this.name = name;
        this.mapper = mapper;
    }

    /** An identity provider that speaks OpenID Connect. */
    static ProviderRealm openId(KeycloakServer server, SmartRealm realm, String alias) {
        String name = newRealm(realm);
        String url = server.realmUrl(name);
        realm.admin.createClient(
                name,
                Map.of(
                        "clientId",
                        CLIENT,
                        "secret",
                        "relying-party-secret",
                        "redirectUris",
                        List.of(endpoint(realm, alias)),
                        "protocolMappers",
                        List.of(OPENID)));
        ProviderRealm provider = new ProviderRealm(realm, alias, name, "oidc-user-attribute-idp-mapper");
        provider.add(
                "oidc",
                Map.of(
                        "issuer",
                        url,
                        "authorizationUrl",
                        url + "/protocol/openid-connect/auth",
                        "tokenUrl",
                        url + "/protocol/openid-connect/token",
                        "jwksUrl",
                        url + "/protocol/openid-connect/certs",
                        "useJwksUrl",
                        "true",
                        "validateSignature",
                        "true",
                        "clientId",
                        CLIENT,
                        "clientSecret",
                        "relying-party-secret",
                        "clientAuthMethod",
                        "client_secret_post",
                        "defaultScope",
                        "openid profile email"));
        return provider;
    }

    /** An identity provider that speaks SAML, with redirects both ways. */
    static ProviderRealm saml(KeycloakServer server, SmartRealm realm, String alias) {
        String name = newRealm(realm);
        String url = server.realmUrl(name);
        realm.admin.createClient(
                name,
                Map.of(
                        "clientId",
                        CLIENT,
                        "protocol",
                        "saml",
                        "redirectUris",
                        List.of(endpoint(realm, alias)),
                        "attributes",
                        Map.of(
                                "saml.client.signature", "false",
                                "saml.server.signature", "true",
                                "saml.assertion.signature", "true",
                                "saml.force.post.binding", "false",
                                "saml.authnstatement", "true",
                                "saml_name_id_format", "username"),
                        "protocolMappers",
                        Stream.concat(Stream.of("person"), NAMES.stream())
                                .map(ProviderRealm::samlAttribute)
                                .toList()));
        ProviderRealm provider = new ProviderRealm(realm, alias, name, "saml-user-attribute-idp-mapper");
        provider.add(
                "saml",
                Map.of(
                        "idpEntityId", url,
                        "entityId", CLIENT,
                        "singleSignOnServiceUrl", url + "/protocol/saml",
                        "validateSignature", "true",
                        "wantAssertionsSigned", "true",
                        "useMetadataDescriptorUrl", "true",
                        "metadataDescriptorUrl", url + "/protocol/saml/descriptor",
                        "postBindingResponse", "false",
                        "postBindingAuthnRequest", "false",
                        "nameIDPolicyFormat", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"));
        NAMES.forEach(attribute -> provider.map(attribute, attribute, "IMPORT"));
        return provider;
    }

    private static String newRealm(SmartRealm realm) {
        String name = realm.admin.createRealm(Map.of("loginWithEmailAllowed", false));
        String path = "/" + name + "/users/profile";
        Map<String, Object> profile = realm.admin.get(path).jsonPath().getMap("");
        profile.put("unmanagedAttributePolicy", "ADMIN_EDIT");
        realm.admin.put(path, profile);
        return name;
    }

    private static String endpoint(SmartRealm realm, String alias) {
        return realm.url + "/broker/" + alias + "/endpoint";
    }

    private void add(String type, Map<String, String> config) {
        realm.admin.post(
                "/" + realm.name + "/identity-provider/instances",
                Map.of("alias", alias, "providerId", type, "enabled", true, "trustEmail", true, "config", config));
    }

    private static Map<String, Object> samlAttribute(String attribute) {
        return Map.of(
                "name",
                attribute,
                "protocol",
                "saml",
                "protocolMapper",
                "saml-user-attribute-mapper",
                "config",
                Map.of("user.attribute", attribute, "attribute.name", attribute, "attribute.nameformat", "Basic"));
    }

    /** Its word is the user's {@code fhirUser}, by a mapper with this sync mode: {@code IMPORT} or {@code FORCE}. */
    ProviderRealm saysWhoUsersAre(String syncMode) {
        map("person", "fhirUser", syncMode);
        return this;
    }

    private void map(String said, String attribute, String syncMode) {
        String name = mapper.startsWith("saml") ? "attribute.name" : "claim";
        realm.admin.post(
                "/" + realm.name + "/identity-provider/instances/" + alias + "/mappers",
                Map.of(
                        "name",
                        attribute,
                        "identityProviderAlias",
                        alias,
                        "identityProviderMapper",
                        mapper,
                        "config",
                        Map.of("syncMode", syncMode, "user.attribute", attribute, name, said)));
    }

    /** Adds an account there; the password is the name. */
    void user(String username, String person) {
        realm.admin.post("/" + name + "/users", account(username, person));
    }

    private static Map<String, Object> account(String username, String person) {
        Map<String, Object> account = new LinkedHashMap<>(Map.of(
                "username",
                username,
                "enabled",
                true,
                "email",
                username + "@elsewhere.example",
                "emailVerified",
                true,
                "firstName",
                "Some",
                "lastName",
                "Body",
                "credentials",
                List.of(Map.of("type", "password", "value", username, "temporary", false))));
        if (!person.isEmpty()) {
            account.put("attributes", Map.of("person", List.of(person)));
        }
        return account;
    }

    /** The provider says something else of a user from now on; empty: nothing. */
    void says(String username, String person) {
        String id = realm.admin
                .get("/" + name + "/users?exact=true&username=" + username)
                .path("[0].id");
        Map<String, Object> user =
                realm.admin.get("/" + name + "/users/" + id).jsonPath().getMap("");
        user.put("attributes", person.isEmpty() ? Map.of() : Map.of("person", List.of(person)));
        realm.admin.put("/" + name + "/users/" + id, user);
    }

    /** An authorization request that goes straight to this provider. */
    Map<String, String> chosen(Map<String, String> request) {
        Map<String, String> chosen = new LinkedHashMap<>(request);
        chosen.put("kc_idp_hint", alias);
        return chosen;
    }
}
